/** Turns CR LF and lone CR into LF; the numbers of lines stay as an editor shows them. */
export function unifyNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Counts the line breaks of `text` before `end`. */
export function countNewlines(text: string, end = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
    count += 1;
  return count;
}

/** A line of a text with its number, counted from 1. */
export type NumberedLine = { readonly number: number; readonly text: string };

/** Walks the lines of a text without building all of them first. */
export function* linesOf(text: string): Generator<NumberedLine> {
  let number = 1;
  for (let start = 0; start <= text.length; number += 1) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      yield { number, text: text.slice(start) };
      return;
    }
    yield { number, text: text.slice(start, end) };
    start = end + 1;
  }
}
