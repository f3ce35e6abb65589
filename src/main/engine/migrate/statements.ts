/**
 * Splits an SQL file into its statements. Knows quotes, comments and dollar quotes; the shipped
 * files have no bodies with semicolons of their own (BEGIN ... END), and need none.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let at = 0;
  while (at < sql.length) {
    const skipped = skipQuoted(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    if (sql[at] === ';') {
      statements.push(sql.slice(start, at + 1).trim());
      start = at + 1;
    }
    at += 1;
  }
  const rest = sql.slice(start).trim();
  if (withoutComments(rest) !== '') statements.push(rest);
  return statements.filter((statement) => withoutComments(statement) !== ';');
}

/** The statement without comments, for messages and for telling whether anything is left. */
export function withoutComments(sql: string): string {
  let text = '';
  let at = 0;
  while (at < sql.length) {
    const end = skipQuoted(sql, at);
    const isComment = sql.startsWith('--', at) || sql.startsWith('/*', at);
    const stop = end > at ? end : at + 1;
    if (!isComment) text += sql.slice(at, stop);
    at = stop;
  }
  return text.replace(/\s*\n/g, '\n').trim();
}

/** Where the quote or comment that starts at `at` ends; `at` itself when none does. */
function skipQuoted(sql: string, at: number): number {
  const character = sql[at];
  if (character === "'" || character === '"') return endOf(sql, character, at + 1);
  if (sql.startsWith('--', at)) return endOf(sql, '\n', at + 2);
  if (sql.startsWith('/*', at)) return endOf(sql, '*/', at + 2);
  if (character !== '$') return at;
  const tag = /^\$[A-Za-z_]*\$/.exec(sql.slice(at, at + 64))?.[0];
  return tag === undefined ? at : endOf(sql, tag, at + tag.length);
}

function endOf(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found < 0 ? sql.length : found + mark.length;
}
