import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/icons';
import styles from './tag.module.css';

export type TagTone = 'plain' | 'accent' | 'good' | 'wait' | 'bad';

type TagProps = {
  readonly tone?: TagTone;
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly title?: string;
};

/** A short state in words. The colour repeats what the word says and never says more. */
export function Tag({ tone = 'plain', icon, children, title }: TagProps) {
  return (
    <span className={classNames(styles.tag, styles[tone])} title={title}>
      {icon && <Icon name={icon} className={styles.icon} />}
      {children}
    </span>
  );
}
