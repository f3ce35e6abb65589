import type { ReactNode } from 'react';
import styles from './facts.module.css';

export type Fact = {
  readonly name: string;
  readonly value: ReactNode;
  /** A button at the end of the line. */
  readonly action?: ReactNode;
};

/** Names and values one below the other, for an inspector or a page about one thing. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, action }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
          {action && <dd className={styles.action}>{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
