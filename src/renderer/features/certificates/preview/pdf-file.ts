import { NotDrawn, PdfLexer } from './pdf-lexer';
import type { PdfDict, PdfValue } from './pdf-lexer';

/** A PDF as far as drawing its first page needs it. */
export type PdfFile = {
  /** The value itself, or the object a reference names. */
  readonly resolve: (value: PdfValue | undefined) => PdfValue | undefined;
  /** The entry of a dictionary, resolved. */
  readonly entry: (dict: PdfDict, name: string) => PdfValue | undefined;
  /** The unpacked bytes of the stream a reference names. */
  readonly stream: (value: PdfValue | undefined) => Promise<Uint8Array>;
  readonly root: PdfDict;
};

/** One character a byte, which no decoder of the platform gives for every byte. */
export function byteText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** The value as a dictionary; anything else means the file is not built as ours are. */
export function asDict(value: PdfValue | undefined, what: string): PdfDict {
  if (typeof value === 'object' && value.kind === 'dict') return value;
  throw new NotDrawn(`the file has no ${what}`);
}

/** The items of a list; of a single value, that one; of nothing, none. */
export function asItems(value: PdfValue | undefined): readonly PdfValue[] {
  if (value === undefined) return [];
  return typeof value === 'object' && value.kind === 'list' ? value.items : [value];
}

/** Where each object begins, from the plain table at the end (PDF 1.7, 7.5.4). */
function readPlaces(text: string): { readonly places: readonly number[]; readonly end: number } {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(text)?.[1]);
  const head = /^xref\s+0 (\d+)\s+/u.exec(text.slice(start, start + 40));
  if (!head) throw new NotDrawn('the file has no plain table of its objects');
  const first = start + head[0].length;
  const count = Number(head[1]);
  const places = Array.from({ length: count }, (_, index) =>
    Number(text.slice(first + index * 20, first + index * 20 + 10)),
  );
  return { places, end: first + count * 20 };
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** Opens a PDF whose objects lie open in the file, as those Lectern writes do. */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): PdfFile {
  const text = byteText(bytes);
  const { places, end } = readPlaces(text);
  const read = (id: number): { readonly value: PdfValue | undefined; readonly at: number } => {
    const lexer = new PdfLexer(text, places[id] ?? 0);
    // Number, generation and `obj` come before the value.
    for (let word = 0; word < 3; word += 1) lexer.next();
    return { value: lexer.next(), at: lexer.at };
  };
  const resolve: PdfFile['resolve'] = (value) =>
    typeof value === 'object' && value.kind === 'ref' ? read(value.id).value : value;
  const entry: PdfFile['entry'] = (dict, name) => resolve(dict.entries.get(name));
  const stream: PdfFile['stream'] = async (value) => {
    if (typeof value !== 'object' || value.kind !== 'ref')
      throw new NotDrawn('a stream is missing');
    const { value: found, at } = read(value.id);
    const dict = asDict(found, 'stream');
    const length = entry(dict, 'Length');
    const begin = /\s*stream\r?\n/uy;
    begin.lastIndex = at;
    const head = begin.exec(text);
    if (!head || typeof length !== 'number') throw new NotDrawn('a stream is broken');
    const from = at + head[0].length;
    const packed = bytes.slice(from, from + length);
    const filter = entry(dict, 'Filter');
    if (filter === undefined) return packed;
    const [name] = asItems(filter);
    if (typeof name === 'object' && name.kind === 'name' && name.text === 'FlateDecode') {
      return inflate(packed);
    }
    throw new NotDrawn('a stream is packed in a way that is not known here');
  };
  const trailer = new PdfLexer(text, text.indexOf('trailer', end) + 'trailer'.length);
  return {
    resolve,
    entry,
    stream,
    root: asDict(entry(asDict(trailer.next(), 'end'), 'Root'), 'root'),
  };
}
