import { hash } from 'node:crypto';

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
  return hash('sha256', text, 'hex').slice(0, 40);
}

/** Without one of these a text is its own plain form; Latin letters are composed already. */
const unusual = /[^\x20-\x9f\xa1-\xff]| {2}|^ | $/;

function plain(text: string): string {
  if (!unusual.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[ \u00a0\n]+/g, ' ')
    .replace(/^ | $/g, '');
}

/** One text for one value: names sorted, every string with its length before it. */
function canonical(value: unknown): string {
  if (typeof value === 'string') {
    const text = plain(value);
    return `${text.length}"${text}`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields: [string, unknown][] = Object.entries(value);
  if (fields.length > 1) fields.sort(([one], [other]) => (one < other ? -1 : 1));
  let text = '{';
  for (const [name, entry] of fields) {
    if (name !== 'feedback' && entry !== undefined)
      text += `${name.length}"${name}:${canonical(entry)}`;
  }
  return `${text}}`;
}
