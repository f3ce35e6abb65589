import { toMarkdown, type ReportLoss, type TextFormat } from '../../markup';
import { showEscapes } from './escapes';

/** A text of GIFT with its format taken off its front. */
export type GiftText = { readonly text: string; readonly format: TextFormat };

const formats: { readonly [name: string]: TextFormat | undefined } = {
  moodle: 'auto',
  html: 'html',
  plain: 'plain',
  markdown: 'markdown',
};

/** Splits `[html]text` into format and text; anything else in brackets is text. */
export function splitFormat(hidden: string, standard: TextFormat): GiftText {
  const text = hidden.trim();
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  const name = close === -1 || close > 10 ? '' : text.slice(1, close).toLowerCase();
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (!format) return { text: showEscapes(text).trim(), format: standard };
  return { text: showEscapes(text.slice(close + 1)).trim(), format };
}

/** A text that Lectern stores as Markdown. */
export function giftMarkdown(hidden: string, standard: TextFormat, report: ReportLoss): string {
  const { text, format } = splitFormat(hidden, standard);
  return toMarkdown(text, format, report).trim();
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

/** Cuts the answers at the unescaped characters of `markers`; `~=` and `=~` count as one mark. */
export function segmentsOf(answers: string, markers: RegExp): readonly Segment[] {
  const segments: Segment[] = [];
  let marker: Segment['marker'] = '';
  let start = 0;
  const take = (end: number, next: Segment['marker']): void => {
    const piece = answers.slice(start, end).trim();
    if (piece !== '') segments.push(toSegment(marker, piece));
    // "=~" side by side is one mark, as "~=" is; what stands between decides for the rest.
    if (piece !== '' || marker !== '=' || next !== '~' || end > start) marker = next;
  };
  for (const match of answers.matchAll(markers)) {
    take(match.index, match[0] === '=' ? '=' : '~');
    start = match.index + 1;
  }
  take(answers.length, '');
  return segments;
}

function toSegment(marker: Segment['marker'], piece: string): Segment {
  const percent = percentPattern.exec(piece);
  const rest = percent ? piece.slice(percent[0].length) : piece;
  const hash = rest.indexOf('#');
  const weight = percent ? Number((percent[1] ?? '').replace(',', '.')) : undefined;
  const base = { marker, percent: weight };
  if (hash === -1) return { ...base, text: rest.trim(), feedback: undefined, hashKept: false };
  const text = rest.slice(0, hash).trim();
  if (text !== '') return { ...base, text, feedback: rest.slice(hash + 1).trim(), hashKept: false };
  const next = rest.indexOf('#', hash + 1);
  const kept = rest.slice(hash, next === -1 ? undefined : next).trim();
  const feedback = next === -1 ? undefined : rest.slice(next + 1).trim();
  if (kept === '#') return { ...base, text: '', feedback, hashKept: false };
  return { ...base, text: kept, feedback, hashKept: true };
}

/** A percentage as a share with seven digits, the precision Lectern keeps. */
export function toShare(percent: number): number {
  return Math.round(percent * 1e5) / 1e7;
}
