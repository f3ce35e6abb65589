/** Why a page cannot be drawn here, in words for a person. */
export class NotDrawn extends Error {}

export type PdfName = { readonly kind: 'name'; readonly text: string };
export type PdfWord = { readonly kind: 'word'; readonly text: string };
export type PdfRef = { readonly kind: 'ref'; readonly id: number };
export type PdfString = { readonly kind: 'string'; readonly bytes: readonly number[] };
export type PdfDict = { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, PdfValue> };
export type PdfList = { readonly kind: 'list'; readonly items: readonly PdfValue[] };
export type PdfValue = number | PdfName | PdfWord | PdfRef | PdfString | PdfDict | PdfList;

const blank = /(?:[\0\t\n\f\r ]|%[^\n\r]*)*/y;
const reference = /(\d+)[ \n\r]+\d+[ \n\r]+R(?![\w])/y;
const numeric = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;

/**
 * Reads the values of a PDF one after another (PDF 1.7, 7.2 and 7.3), in files and in page
 * contents alike. The text holds one character a byte.
 */
export class PdfLexer {
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** The next value; undefined at the end. A closing bracket comes as a word. */
  next(): PdfValue | undefined {
    this.take(blank);
    if (this.at >= this.text.length) return undefined;
    const two = this.text.slice(this.at, this.at + 2);
    if (two === '<<') return this.dict();
    if (two === '>>') return this.word(2);
    const sign = this.text.charAt(this.at);
    if (sign === '[') return this.list();
    if (sign === '<') return this.hexString();
    if (sign === '(') return this.plainString();
    if (sign === '/') return this.name();
    if (sign === ']') return this.word(1);
    return this.numberOrWord();
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }

  private word(length: number): PdfWord {
    this.at += length;
    return { kind: 'word', text: this.text.slice(this.at - length, this.at) };
  }

  private name(): PdfName {
    this.at += 1;
    return { kind: 'name', text: this.take(regular)?.[0] ?? '' };
  }

  private numberOrWord(): PdfValue {
    const ref = this.take(reference);
    if (ref) return { kind: 'ref', id: Number(ref[1]) };
    const number = this.take(numeric);
    if (number) return Number(number[0]);
    const text = this.take(regular)?.[0] ?? '';
    if (text === '') throw new NotDrawn('the file has a sign where none can be');
    return { kind: 'word', text };
  }

  private until(end: string): readonly PdfValue[] {
    const items: PdfValue[] = [];
    for (;;) {
      const item = this.next();
      if (item === undefined) throw new NotDrawn('the file ends in the middle');
      if (typeof item !== 'number' && item.kind === 'word' && item.text === end) return items;
      items.push(item);
    }
  }

  private list(): PdfList {
    this.at += 1;
    return { kind: 'list', items: this.until(']') };
  }

  private dict(): PdfDict {
    this.at += 2;
    const items = this.until('>>');
    const entries = new Map<string, PdfValue>();
    for (let index = 0; index + 1 < items.length; index += 2) {
      const [key, value] = [items[index], items[index + 1]];
      if (typeof key !== 'object' || key.kind !== 'name' || value === undefined) continue;
      entries.set(key.text, value);
    }
    return { kind: 'dict', entries };
  }

  private hexString(): PdfString {
    const end = this.text.indexOf('>', this.at);
    if (end < 0) throw new NotDrawn('the file ends in the middle');
    const digits = this.text.slice(this.at + 1, end).replace(/\s/gu, '');
    this.at = end + 1;
    const pairs = (digits.length % 2 === 0 ? digits : `${digits}0`).match(/../gu) ?? [];
    return { kind: 'string', bytes: pairs.map((pair) => parseInt(pair, 16)) };
  }

  /** Only skipped: what pages of ours show is in hexadecimal. */
  private plainString(): PdfString {
    let depth = 0;
    const start = this.at;
    for (; this.at < this.text.length; this.at += 1) {
      const sign = this.text.charAt(this.at);
      if (sign === '\\') this.at += 1;
      else if (sign === '(') depth += 1;
      else if (sign === ')') depth -= 1;
      if (depth === 0) break;
    }
    this.at += 1;
    const inside = this.text.slice(start + 1, this.at - 1);
    return { kind: 'string', bytes: [...inside].map((sign) => sign.charCodeAt(0)) };
  }
}
