import type { ReactNode } from 'react';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import styles from './empty-state.module.css';

type EmptyStateProps = {
  readonly icon?: IconName;
  readonly title: string;
  /** Why there is nothing, and what to do. */
  readonly text?: ReactNode;
  readonly action?: ReactNode;
};

/** What a list shows when it has no rows; always says what can be done about it. */
export function EmptyState({ icon = 'circle', title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} className={styles.icon} />
      <h2>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
