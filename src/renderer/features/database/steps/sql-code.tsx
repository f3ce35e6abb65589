import { useMemo } from 'react';
import styles from '../database.module.css';
import { tokenizeSql } from './sql-tokens';
import type { SqlTokenKind } from './sql-tokens';

const looks: { readonly [kind in SqlTokenKind]: string | undefined } = {
  keyword: styles.sqlKeyword,
  string: styles.sqlString,
  number: styles.sqlNumber,
  name: styles.sqlName,
  comment: styles.sqlComment,
  plain: undefined,
};

/** SQL to read, coloured by kind of word; can be scrolled by keyboard. */
export function SqlCode({ sql, label }: { readonly sql: string; readonly label: string }) {
  const tokens = useMemo(() => tokenizeSql(sql.trimEnd()), [sql]);
  return (
    <pre className={styles.code} tabIndex={0} role="region" aria-label={label}>
      <code>
        {tokens.map(({ kind, text }, index) =>
          kind === 'plain' ? (
            text
          ) : (
            // Tokens never move: the text is cut anew when it changes.
            <span key={index} className={looks[kind]}>
              {text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
