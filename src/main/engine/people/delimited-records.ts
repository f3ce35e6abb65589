/** One record of a delimited file: the line it begins on, from 1, and its fields. */
export type DelimitedRecord = { readonly line: number; readonly fields: readonly string[] };

/**
 * The separator of a table: whichever of comma, semicolon and tab stands most often in the first
 * line outside quotation marks; spreadsheets write what their country does.
 */
export function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const bare = first.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((one) => ({ one, n: bare.split(one).length }));
  return counts.reduce((best, next) => (next.n > best.n ? next : best)).one;
}

/**
 * Reads a delimited file as RFC 4180 describes it: fields in quotation marks may hold separators,
 * line ends and doubled marks. Empty lines are passed over. A mark that is never closed ends with
 * the file. Line ends of every system are understood.
 */
export function* delimitedRecords(text: string, separator: string): Iterable<DelimitedRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const begins = line;
    const fields: string[] = [];
    for (;;) {
      const field =
        text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator);
      fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at += 1;
    line += 1;
    if (fields.length > 1 || fields[0]?.trim() !== '') yield { line: begins, fields };
  }
}

type Field = { readonly value: string; readonly end: number; readonly lines: number };

function plainField(text: string, from: number, separator: string): Field {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') {
    end += 1;
  }
  return { value: text.slice(from, end), end, lines: 0 };
}

function quotedField(text: string, from: number, separator: string): Field {
  let value = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    const end = close === -1 ? text.length : close;
    value += text.slice(at, end);
    at = end + 1;
    if (text[at] !== '"' || close === -1) break;
    value += '"';
    at += 1;
  }
  const lines = value.split(/\r\n|\r|\n/).length - 1;
  // What stands between the closing mark and the next separator belongs to nobody.
  return { value, end: plainField(text, Math.min(at, text.length), separator).end, lines };
}
