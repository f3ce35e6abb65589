import { useEffect, useRef } from 'react';
import { Button } from '../../../ui/button/button';
import { IconButton } from '../../../ui/button/icon-button';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { showFile } from '../certificate-columns';
import styles from '../certificates.module.css';
import { texts } from '../texts';
import type { IssueOutcome } from './use-issue';

/** What an issue did: who got a certificate, and who did not and why. */
export function IssueResult({
  outcome,
  onClose,
}: {
  readonly outcome: IssueOutcome;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [outcome]);
  const { issued, skipped, cancelled } = outcome;
  const [first] = issued;
  return (
    <section className={styles.result} aria-label={t('result.label')}>
      <div className={styles.resultHead}>
        <Icon
          name={issued.length > 0 ? 'check' : 'info'}
          tone={issued.length > 0 ? 'good' : 'muted'}
        />
        <h2 ref={heading} tabIndex={-1}>
          {t('result.issued', { count: issued.length })}
        </h2>
        {skipped.length > 0 && <span>· {t('result.skipped', { count: skipped.length })}</span>}
        {cancelled && <span>· {t('result.cancelled')}</span>}
        {issued.length + skipped.length === 0 && !cancelled && <span>{t('result.all')}</span>}
        <div className={styles.resultActions}>
          {first && (
            <Button size="small" icon="folder" onClick={() => showFile(first.file)}>
              {t('result.show')}
            </Button>
          )}
          <IconButton icon="close" size="small" label={t('result.close')} onClick={onClose} />
        </div>
      </div>
      <ResultLists issued={issued} skipped={skipped} />
    </section>
  );
}

function ResultLists({ issued, skipped }: Pick<IssueOutcome, 'issued' | 'skipped'>) {
  const t = useTexts(texts);
  if (issued.length + skipped.length === 0) return null;
  return (
    <div className={styles.resultLists} tabIndex={0} role="group" aria-label={t('result.label')}>
      {skipped.length > 0 && (
        <ul className={styles.resultList} aria-label={t('result.skippedLabel')}>
          {skipped.map(({ learner, reason }) => (
            <li key={learner}>
              <Icon name="warning" tone="wait" />
              <code>{learner}</code>
              <span>{reason}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.resultList} aria-label={t('result.label')}>
        {issued.map(({ code, learnerName, file }) => (
          <li key={code}>
            <Icon name="check" tone="good" />
            <bdi className={styles.resultName}>{learnerName}</bdi>
            <code className={styles.code}>{code}</code>
            <IconButton
              icon="folder"
              size="small"
              label={t('result.show')}
              onClick={() => showFile(file)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
