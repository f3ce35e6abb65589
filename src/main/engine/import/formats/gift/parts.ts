import { toMarkdown, type TextFormat } from '../../markup';
import type { Notes } from '../../notes';
import { showEscapes } from './escapes';

/** A text of GIFT with its format taken off its front. */
export type GiftText = { readonly text: string; readonly format: TextFormat };

/** What the parts of one question share while it is read. */
export type Reading = {
  readonly notes: Notes;
  /** The format of the stem, which holds for all that names none. */
  readonly format: TextFormat;
  /** False when the question has no escapes, which saves looking for them. */
  readonly escaped: boolean;
};

const formats: { readonly [name: string]: TextFormat | undefined } = {
  moodle: 'auto',
  html: 'html',
  plain: 'plain',
  markdown: 'markdown',
};

/** Splits `[html]text` into format and text; anything else in brackets is text. */
export function splitFormat(
  hidden: string,
  { format: standard, escaped }: Pick<Reading, 'format' | 'escaped'>,
): GiftText {
  const shown = escaped ? showEscapes(hidden) : hidden;
  const start = hidden.trimStart();
  if (!start.startsWith('[')) return { text: shown.trim(), format: standard };
  const close = start.indexOf(']');
  const name = close === -1 || close > 10 ? '' : start.slice(1, close).toLowerCase();
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (!format) return { text: shown.trim(), format: standard };
  return {
    text: shown
      .trimStart()
      .slice(close + 1)
      .trim(),
    format,
  };
}

/** A text that Lectern stores as Markdown. */
export function giftMarkdown(hidden: string, reading: Reading): string {
  const { text, format } = splitFormat(hidden, reading);
  return toMarkdown(text, format, reading.notes).trim();
}

/** One answer between the braces: `=`, `~` or nothing, a weight in percent, text and feedback. */
export type Segment = {
  readonly marker: '=' | '~' | '';
  /** In percent as written; undefined when none is. */
  readonly percent: number | undefined;
  readonly text: string;
  readonly feedback: string | undefined;
  /** True when a `#` that should begin feedback was taken as the answer's own first character. */
  readonly hashKept: boolean;
};

const percentPattern = /^%\s*(-?\d{1,6}(?:[.,]\d{0,15})?)\s*%/;

const equals = 61;
const tilde = 126;

/** Cuts the answers at unescaped `=`, and with `choices` at `~`; `~=` and `=~` count as one mark. */
export function segmentsOf(answers: string, choices: boolean): readonly Segment[] {
  const segments: Segment[] = [];
  let marker: Segment['marker'] = '';
  let start = 0;
  for (let at = 0; at <= answers.length; at += 1) {
    const code = answers.charCodeAt(at);
    const ends = at === answers.length;
    if (!ends && code !== equals && !(choices && code === tilde)) continue;
    const piece = answers.slice(start, at).trim();
    if (piece !== '') segments.push(toSegment(marker, piece));
    // "=~" side by side is one mark, as "~=" is; what stands between decides for the rest.
    if (piece !== '' || marker !== '=' || code !== tilde || at > start) {
      marker = code === equals ? '=' : '~';
    }
    start = at + 1;
  }
  return segments;
}

function toSegment(marker: Segment['marker'], piece: string): Segment {
  const weighed = piece.startsWith('%') ? percentPattern.exec(piece) : null;
  const percent = weighed ? Number((weighed[1] ?? '').replace(',', '.')) : undefined;
  const rest = weighed ? piece.slice(weighed[0].length).trimStart() : piece;
  const hash = rest.indexOf('#');
  if (hash === -1) return { marker, percent, text: rest, feedback: undefined, hashKept: false };
  if (hash > 0) {
    const feedback = rest.slice(hash + 1);
    return { marker, percent, text: rest.slice(0, hash).trimEnd(), feedback, hashKept: false };
  }
  return hashSegment(marker, percent, rest);
}

/** `=#ff0000#Right`: what begins with a `#` is an answer, or feedback to nothing when that is all. */
function hashSegment(
  marker: Segment['marker'],
  percent: number | undefined,
  rest: string,
): Segment {
  const next = rest.indexOf('#', 1);
  const kept = rest.slice(0, next === -1 ? undefined : next).trim();
  const feedback = next === -1 ? undefined : rest.slice(next + 1);
  const hashKept = kept !== '#';
  return { marker, percent, text: hashKept ? kept : '', feedback, hashKept };
}

/** A percentage as a share with seven digits, the precision Lectern keeps. */
export function toShare(percent: number): number {
  return Math.round(percent * 1e5) / 1e7;
}
