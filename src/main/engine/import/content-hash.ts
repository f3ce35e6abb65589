import { createHash } from 'node:crypto';

/** What makes a question the same question: its stem, its options and its answers. */
type Asked = {
  readonly type: string;
  readonly question: string;
  readonly options: unknown;
  readonly correctAnswer: unknown;
};

/**
 * A hash by which a question is recognised when it comes again (SHA-256, 40 hex digits). Blanks
 * and Unicode forms do not count, and neither do feedback, explanation, points and title.
 */
export function contentHash(asked: Asked): string {
  const { type, question, options, correctAnswer } = asked;
  const text = `${type}\n${plain(question)}\n${canonical(options)}\n${canonical(correctAnswer)}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

/** A hash that also counts all the rest: two such questions in one file are one, written twice. */
export function wholeHash(whole: {
  readonly contentHash: string;
  readonly title: string | null;
  readonly explanation: string | null;
  readonly points: number;
  readonly options: unknown;
  readonly correctAnswer: unknown;
}): string {
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 40);
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[ \u00a0\n]+/g, ' ')
    .replace(/^ | $/g, '');
}

function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(plain(value));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([name, entry]: [string, unknown]) => name !== 'feedback' && entry !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, entry]: [string, unknown]) => `${JSON.stringify(name)}:${canonical(entry)}`).join(',')}}`;
}
