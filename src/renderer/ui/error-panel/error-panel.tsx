import type { ReactNode } from 'react';
import { Button } from '../button/button';
import { useTexts } from '../i18n/texts';
import { Icon } from '../icons/icon';
import { texts } from '../texts';
import styles from './error-panel.module.css';

type ErrorPanelProps = {
  /** What could not be done; a general heading when left out. */
  readonly title?: string;
  /** What happened, where, what was kept and what to do: the message of the failure. */
  readonly message: string;
  readonly kept?: string;
  readonly next?: string;
  /** Also in the log. */
  readonly reference?: string;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
};

/** An error where content should be: what happened, what was kept, what to do next, and a reference. */
export function ErrorPanel(props: ErrorPanelProps) {
  const t = useTexts(texts);
  const { title, message, kept, next, reference, onRetry, actions } = props;
  return (
    <section className={styles.panel} role="alert">
      <Icon name="error" tone="bad" className={styles.icon} />
      <div className={styles.words}>
        <h2>{title ?? t('error.heading')}</h2>
        <p>{message}</p>
        {kept && (
          <p>
            <b>{t('error.kept')}:</b> {kept}
          </p>
        )}
        {next && (
          <p>
            <b>{t('error.next')}:</b> {next}
          </p>
        )}
        {(onRetry || actions) && (
          <div className={styles.actions}>
            {onRetry && <Button onClick={onRetry}>{t('tryAgain')}</Button>}
            {actions}
          </div>
        )}
        {reference && <code className={styles.reference}>{t('reference', { reference })}</code>}
      </div>
    </section>
  );
}
