import { countNewlines } from '../../text-lines';

/** One record of a table, which may run over several lines. */
export type Row = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
  /** True when a quoted cell never ended; the row is then one line, and nothing after it is lost. */
  readonly broken: boolean;
};

export const delimiters = [',', ';', '\t', '|'] as const;

/** A quoted cell over more lines than this is a forgotten quotation mark. */
const longestCellLines = 2000;

/**
 * Reads delimited text (RFC 4180, with `""` for a quotation mark in quotes) record by record.
 * Our own, because a library neither counts lines inside quotes nor survives a missing quotation
 * mark without swallowing the rest of the file.
 */
export function* rowsOf(text: string, delimiter: string): Generator<Row> {
  let position = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (position < text.length) {
    const record = readRecord(text, position, delimiter) ?? brokenRecord(text, position, delimiter);
    const raw = text.slice(position, record.end);
    if (raw.trim() !== '' || record.cells.length > 1) {
      yield { line, cells: record.cells, raw, broken: record.broken };
    }
    const next = afterNewline(text, record.end);
    line += countBreaks(text, position, next);
    position = next;
  }
}

type Record = { readonly cells: string[]; readonly end: number; readonly broken: boolean };

function readRecord(text: string, start: number, delimiter: string): Record | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const quoted = text.charAt(at) === '"';
    const cell = quoted ? quotedCell(text, at) : plainCell(text, at, delimiter);
    if (!cell) return undefined;
    // What stands between a closing quotation mark and the delimiter belongs to the cell.
    const rest = quoted ? plainCell(text, cell.end, delimiter) : { text: '', end: cell.end };
    cells.push(cell.text + rest.text);
    at = rest.end;
    if (text.charAt(at) !== delimiter) return { cells, end: at, broken: false };
    at += 1;
  }
}

function plainCell(
  text: string,
  start: number,
  delimiter: string,
): { readonly text: string; readonly end: number } {
  let end = start;
  for (; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (character === delimiter || character === '\n' || character === '\r') break;
  }
  return { text: text.slice(start, end), end };
}

function quotedCell(
  text: string,
  start: number,
): { readonly text: string; readonly end: number } | undefined {
  let value = '';
  let from = start + 1;
  let lines = 0;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close === -1) return undefined;
    lines += countNewlines(text.slice(from, close));
    if (lines > longestCellLines) return undefined;
    value += text.slice(from, close);
    if (text.charAt(close + 1) !== '"') return { text: value, end: close + 1 };
    value += '"';
    from = close + 2;
  }
}

function brokenRecord(text: string, start: number, delimiter: string): Record {
  const { end, text: whole } = plainCell(text, start, '\n');
  return { cells: whole.split(delimiter), end, broken: true };
}

function afterNewline(text: string, at: number): number {
  if (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n') return at + 2;
  return at + 1;
}

/** CR LF, LF and CR each end one line. */
function countBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n' || (character === '\r' && text.charAt(at + 1) !== '\n')) count += 1;
  }
  return count;
}

/** What divides the cells: Excel's `sep=` line, or the mark that gives even rows of most cells. */
export function guessDelimiter(text: string): string {
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1];
  if (said !== undefined) return said;
  const sample = text.slice(0, 64 * 1024);
  let best: { readonly delimiter: string; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts: number[] = [];
    for (const row of rowsOf(sample, delimiter)) {
      counts.push(row.cells.length);
      if (counts.length === 20) break;
    }
    const [first = 1] = counts;
    const even = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first < 2 ? 0 : even * 10 + Math.min(first, 9) / 10;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
