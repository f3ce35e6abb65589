import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import styles from './page.module.css';

type PageBodyProps = {
  /** `text` keeps a readable width and scrolls; `fill` gives the whole room to a table or panes. */
  readonly kind?: 'text' | 'fill';
  readonly children: ReactNode;
};

/** The room below the page header. */
export function PageBody({ kind = 'text', children }: PageBodyProps) {
  return (
    <div className={classNames(styles.body, styles[kind])}>
      {kind === 'text' ? <div className={styles.measure}>{children}</div> : children}
    </div>
  );
}

/** A part of a page with a small heading. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
