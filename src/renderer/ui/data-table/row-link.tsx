import type { ReactNode } from 'react';
import styles from './data-table.module.css';

type RowLinkProps = {
  readonly onOpen: () => void;
  readonly children: ReactNode;
};

/**
 * The name of the thing in a row; one click opens it. Not a tab stop: the table is one, and
 * Enter opens the row the cursor is on.
 */
export function RowLink({ onOpen, children }: RowLinkProps) {
  return (
    <button type="button" tabIndex={-1} className={styles.rowLink} onClick={onOpen}>
      {children}
    </button>
  );
}
