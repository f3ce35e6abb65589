import type { ReactNode } from 'react';
import { Button } from '../button/button';
import { useTexts } from '../i18n/texts';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import { texts } from '../texts';
import { Dialog } from './dialog';
import styles from './dialog.module.css';

/** One thing that will happen, with its number at the end of the line. */
export type Consequence = {
  readonly text: string;
  readonly figure?: string;
  /** `bad` for what is lost, `wait` for what deserves a look, `good` for what is gained. */
  readonly tone?: 'good' | 'wait' | 'bad' | 'muted';
};

type ReviewDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What is about to happen, in a sentence. */
  readonly lead?: ReactNode;
  readonly consequences?: readonly Consequence[];
  /** More to read before deciding: a table, an input for the reason. */
  readonly children?: ReactNode;
  /** The verb of the deed with its count: "Issue 38 certificates". Never "OK". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly pending?: boolean;
  /** Why it cannot be confirmed yet. */
  readonly blocked?: string;
  /** For deeds that take something away. */
  readonly danger?: boolean;
  readonly size?: 'small' | 'medium' | 'large';
};

const icons: { readonly [tone in NonNullable<Consequence['tone']>]: IconName } = {
  good: 'check',
  wait: 'warning',
  bad: 'warning',
  muted: 'circle',
};

/** The step before what must be deliberate: shows the consequences, then asks. */
export function ReviewDialog(props: ReviewDialogProps) {
  const t = useTexts(texts);
  const { consequences = [], blocked, pending = false } = props;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'medium'}
      footer={
        <>
          {/* What takes something away is never the first thing Enter would press. */}
          <Button
            look="quiet"
            onClick={props.onClose}
            data-autofocus={props.danger ? true : undefined}
          >
            {t('cancel')}
          </Button>
          <Button
            look={props.danger ? 'danger' : 'primary'}
            pending={pending}
            disabled={blocked !== undefined}
            title={blocked}
            onClick={props.onConfirm}
            data-autofocus={props.danger ? undefined : true}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.lead && <p>{props.lead}</p>}
      {consequences.length > 0 && (
        <ul className={styles.consequences}>
          {consequences.map(({ text, figure, tone = 'muted' }) => (
            <li key={text} className={styles.consequence}>
              <Icon name={icons[tone]} tone={tone} />
              <span>{text}</span>
              {figure && <b>{figure}</b>}
            </li>
          ))}
        </ul>
      )}
      {props.children}
      {blocked && <p role="status">{blocked}</p>}
    </Dialog>
  );
}

/** A short question before a deed with consequences; the small form of the review. */
export function ConfirmDialog(props: Omit<ReviewDialogProps, 'size'>) {
  return <ReviewDialog {...props} size="small" />;
}
