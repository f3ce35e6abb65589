import type { ReactNode } from 'react';
import { hrefOf } from '../navigation/location';
import styles from './link-list.module.css';

export type LinkListItem = {
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly sub?: ReactNode;
  /** A figure or a tag at the end of the line. */
  readonly end?: ReactNode;
};

/** A short list whose lines lead somewhere; for long ones use a table. */
export function LinkList({
  label,
  items,
}: {
  readonly label: string;
  readonly items: readonly LinkListItem[];
}) {
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => (
        <li key={item.id}>
          <a href={hrefOf(item.to)} className={styles.line}>
            <span className={styles.title} dir="auto">
              {item.title}
            </span>
            {item.sub && (
              <span className={styles.sub} dir="auto">
                {item.sub}
              </span>
            )}
            {item.end && <span className={styles.end}>{item.end}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
