export type SqlTokenKind = 'keyword' | 'string' | 'name' | 'comment' | 'number' | 'plain';

export type SqlToken = { readonly kind: SqlTokenKind; readonly text: string };

const keywords = new Set(
  `ACTION ADD AFTER ALL ALTER ANALYZE AND ANY AS ASC AUTOINCREMENT BEFORE BEGIN BETWEEN BY CASCADE
  CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT_TIMESTAMP
  DEFAULT DEFERRABLE DEFERRED DELETE DESC DISTINCT DO DROP EACH ELSE END EXCEPT EXISTS FOR FOREIGN
  FROM FULL GENERATED GROUP HAVING IF IN INDEX INNER INSERT INTERSECT INTO IS ISNULL JOIN KEY LEFT
  LIKE LIMIT MATERIALIZED NO NOT NOTHING NOTNULL NULL OF OFFSET ON OR ORDER OUTER OVER PARTITION
  PRAGMA PRIMARY RECURSIVE REFERENCES RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW SELECT
  SET STORED STRICT TABLE THEN TO TRIGGER UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHERE WINDOW
  WITH WITHOUT TRUE FALSE INTEGER TEXT REAL BLOB`
    .split(/\s+/u)
    .filter(Boolean),
);

/**
 * One token at the place: comments first, because quotes inside them mean nothing. A quote that
 * is never closed runs to the end, so that nothing of the text is ever left out.
 */
const pattern = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<string>'(?:[^']|'')*(?:'|$))`,
    String.raw`(?<name>"(?:[^"]|"")*(?:"|$))`,
    String.raw`(?<number>\b\d+(?:\.\d+)?\b)`,
    String.raw`(?<word>:?[A-Za-z_][A-Za-z0-9_]*)`,
    String.raw`(?<plain>[\s\S])`,
  ].join('|'),
  'guy',
);

function kindOf(groups: { readonly [name: string]: string | undefined }): SqlTokenKind {
  const { comment, string, name, number, word } = groups;
  if (comment !== undefined) return 'comment';
  if (string !== undefined) return 'string';
  if (name !== undefined) return 'name';
  if (number !== undefined) return 'number';
  return word !== undefined && keywords.has(word.toUpperCase()) ? 'keyword' : 'plain';
}

/** SQL cut into tokens for colouring; joined again they are the text. Neighbours of a kind are one. */
export function tokenizeSql(sql: string): readonly SqlToken[] {
  const tokens: { kind: SqlTokenKind; text: string }[] = [];
  for (const match of sql.matchAll(pattern)) {
    const kind = kindOf(match.groups ?? {});
    const last = tokens.at(-1);
    if (last && last.kind === kind && kind === 'plain') last.text += match[0];
    else tokens.push({ kind, text: match[0] });
  }
  return tokens;
}
