/** The fields of a row as the server's COPY text gives them. */
export type CopyRow = (string | null)[];

const newline = 10;

/**
 * Takes the text of a COPY apart, in whatever pieces it arrives. Values are not converted: SQLite
 * does that by the column's affinity, and loses no digit.
 */
export class CopyLines {
  #rest: Buffer | undefined;

  /** The rows that end in this piece. */
  read(piece: Buffer): CopyRow[] {
    const end = piece.lastIndexOf(newline);
    if (end < 0) {
      this.#rest = this.#rest ? Buffer.concat([this.#rest, piece]) : piece;
      return [];
    }
    const whole = piece.subarray(0, end);
    // A line end is never part of another character in UTF-8, so nothing is cut in two.
    const text = this.#rest ? Buffer.concat([this.#rest, whole]).toString() : whole.toString();
    this.#rest = end + 1 < piece.length ? Buffer.from(piece.subarray(end + 1)) : undefined;
    return text.split('\n').map(fieldsOf);
  }
}

function fieldsOf(line: string): CopyRow {
  const fields: CopyRow = line.split('\t');
  if (!line.includes('\\')) return fields;
  return fields.map((field) => {
    if (field === null || !field.includes('\\')) return field;
    return field === '\\N' ? null : field.replace(/\\(.)/g, unescaped);
  });
}

const meanings: { readonly [letter: string]: string } = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescaped(_escape: string, letter: string): string {
  return meanings[letter] ?? letter;
}
