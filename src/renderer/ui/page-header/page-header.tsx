import type { ReactNode } from 'react';
import styles from './page-header.module.css';

type PageHeaderProps = {
  readonly title: ReactNode;
  /** Facts in one line beside the title: a count, a course, a state. */
  readonly sub?: ReactNode;
  /** Tags beside the title. */
  readonly tags?: ReactNode;
  /** Buttons on the right, the primary one last. */
  readonly actions?: ReactNode;
  /** One row of filters below. */
  readonly filters?: ReactNode;
  /** A link back to where this page hangs (a list), above the title. */
  readonly back?: ReactNode;
};

/** The top of every page. Its heading receives the focus after navigation. */
export function PageHeader({ title, sub, tags, actions, filters, back }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        {back}
        <h1 tabIndex={-1} className={styles.title} dir="auto" data-page-heading>
          {title}
        </h1>
        {tags}
        {sub && <span className={styles.sub}>{sub}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {filters && <div className={styles.filters}>{filters}</div>}
    </header>
  );
}
