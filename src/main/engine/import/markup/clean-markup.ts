import {
  allowedTags,
  isAllowedAttribute,
  isSafeAddress,
  openEndedTags,
  removedTags,
  unwrappedTags,
  voidTags,
} from './known-tags';
import { escapeAngles } from './escape-text';
import { scanTag, type Tag } from './scan-tag';
import type { Stretch } from './verbatim';

/** Told about everything that is left out. */
export type LossCollector = { readonly loss: (field: string, text: string) => void };

/** Where a stretch of text stands. */
export type TextPlace = { readonly preformatted: boolean; readonly lineStart: boolean };

export type CleanOptions = {
  readonly report: LossCollector;
  /** What happens to the text between the tags; inside `pre` blanks matter. */
  readonly text: (text: string, place: TextPlace) => string;
  /** A lone `<a>` without an end is what the author wrote about, not markup. */
  readonly loneTagsAreText: boolean;
  /** Markdown's `<https://...>` stays. */
  readonly keepAutolinks: boolean;
};

/** Deeper nesting than this is an attack or an accident; the tags go, the text stays. */
const maximumDepth = 60;

type OpenTag = {
  readonly name: string;
  readonly piece: number;
  readonly source: string;
  readonly plain: boolean;
};

/**
 * Keeps the allowed subset of HTML in a text and nothing else. It is safe by construction: the
 * only tags in its output are those it writes itself, from a list, with attributes from a list.
 * What HTML does not know is shown as text; everything left out is reported.
 */
export function cleanMarkup(stretches: readonly Stretch[], options: CleanOptions): string {
  const cleaner = new MarkupCleaner(options);
  for (const stretch of stretches) {
    if (stretch.verbatim) cleaner.verbatim(stretch.text);
    else cleaner.markup(stretch.text);
  }
  return cleaner.finish();
}

class MarkupCleaner {
  readonly #pieces: string[] = [];
  readonly #open: OpenTag[] = [];
  readonly #options: CleanOptions;
  readonly #attributesDropped = new Set<string>();
  /** End marks and end tags that do not come any more, so that no text is searched twice. */
  readonly #missing = new Set<string>();

  constructor(options: CleanOptions) {
    this.#options = options;
  }

  verbatim(text: string): void {
    this.#pieces.push(text);
  }

  markup(source: string): void {
    this.#missing.clear();
    let unended = false;
    let done = 0;
    let from = 0;
    for (let at = source.indexOf('<', from); at !== -1; at = source.indexOf('<', from)) {
      const end = this.#skipComment(source, at) ?? this.#keepAutolink(source, at);
      const tag = end !== undefined || unended ? undefined : scanTag(source, at);
      if (tag === 'unended') unended = true;
      const isTag = typeof tag === 'object' && this.#isKnown(tag.name);
      if (end === undefined && !isTag) {
        from = at + 1;
        continue;
      }
      this.#text(source.slice(done, at));
      if (end) {
        if (end.kept) this.#pieces.push(source.slice(at, end.at));
        from = end.at;
      } else if (isTag) from = this.#tag(source, at, tag);
      done = from;
    }
    this.#text(source.slice(done));
  }

  /** Closes what was left open; a lone tag without an end becomes text again. */
  finish(): string {
    for (let open = this.#open.pop(); open; open = this.#open.pop()) {
      const lone = this.#options.loneTagsAreText && open.plain && !openEndedTags.has(open.name);
      if (lone)
        this.#pieces[open.piece] = open.source.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      else this.#pieces.push(`</${open.name}>`);
    }
    if (this.#attributesDropped.size > 0) {
      this.#options.report.loss('formatting', [...this.#attributesDropped].join(', '));
    }
    return this.#pieces.join('');
  }

  #isKnown(name: string): boolean {
    // Word writes tags such as <o:p>; they mean nothing outside Word.
    return (
      allowedTags.has(name) ||
      unwrappedTags.has(name) ||
      removedTags.has(name) ||
      name.includes(':')
    );
  }

  #text(text: string): void {
    if (text === '') return;
    const preformatted = this.#open.some(({ name }) => name === 'pre');
    const lineStart = this.#pieces.at(-1)?.endsWith('\n') ?? true;
    this.#pieces.push(escapeAngles(this.#options.text(text, { preformatted, lineStart })));
  }

  #skipComment(
    source: string,
    at: number,
  ): { readonly at: number; readonly kept: boolean } | undefined {
    const next = source.charAt(at + 1);
    if (next !== '!' && next !== '?') return undefined;
    const mark = source.startsWith('<!--', at)
      ? '-->'
      : source.startsWith('<![CDATA[', at)
        ? ']]>'
        : '>';
    const end = this.#missing.has(mark) ? -1 : source.indexOf(mark, at + 2);
    if (end === -1) this.#missing.add(mark);
    return end === -1 ? undefined : { at: end + mark.length, kept: false };
  }

  #keepAutolink(
    source: string,
    at: number,
  ): { readonly at: number; readonly kept: boolean } | undefined {
    if (!this.#options.keepAutolinks || !/[hm]/i.test(source.charAt(at + 1))) return undefined;
    const window = source.slice(at + 1, at + 2000);
    const address = window.slice(0, Math.max(0, window.indexOf('>')));
    if (!isSafeAddress(address) || /[\s<]/.test(address)) return undefined;
    return { at: at + address.length + 2, kept: true };
  }

  /** Writes, drops or unwraps one tag; the index to go on at. */
  #tag(source: string, at: number, tag: Tag): number {
    const { name, closing, end } = tag;
    if (allowedTags.has(name)) {
      if (closing) this.#close(name);
      else this.#openTag(tag, source.slice(at, end));
      return end;
    }
    if (closing) return end;
    if (name === 'img') return this.#picture(tag);
    if (!removedTags.has(name)) {
      if (!name.includes(':'))
        this.#options.report.loss('markup', source.slice(at, Math.min(end, at + 200)));
      return end;
    }
    const close = this.#missing.has(name) ? -1 : findEndTag(source, name, end);
    if (close === -1) this.#missing.add(name);
    const stop = close === -1 ? end : close;
    this.#options.report.loss('markup', source.slice(at, Math.min(stop, at + 200)));
    return stop;
  }

  #openTag(tag: Tag, source: string): void {
    const { name } = tag;
    if (voidTags.has(name)) {
      this.#pieces.push(`<${name}>`);
      return;
    }
    if (this.#open.length >= maximumDepth) return;
    const plain = tag.attributes.length === 0;
    this.#open.push({ name, piece: this.#pieces.length, source, plain });
    this.#pieces.push(`<${name}${this.#attributes(tag)}>`);
  }

  #attributes(tag: Tag): string {
    let text = '';
    for (const [name, value] of tag.attributes) {
      if (!isAllowedAttribute(tag.name, name)) this.#attributesDropped.add(name);
      else if (name === 'href' && !isSafeAddress(value))
        this.#options.report.loss('link', value.slice(0, 200));
      else text += ` ${name}="${attributeText(value)}"`;
    }
    return text;
  }

  #close(name: string): void {
    const at = this.#open.findLastIndex((open) => open.name === name);
    if (at === -1) return;
    for (const open of this.#open.splice(at).reverse()) this.#pieces.push(`</${open.name}>`);
  }

  /** Pictures need a place of their own, which comes later; their words stay in the text. */
  #picture(tag: Tag): number {
    const valueOf = (wanted: string): string =>
      tag.attributes.find(([name]) => name === wanted)?.[1] ?? '';
    const words = valueOf('alt').trim();
    this.#text(words === '' ? '(picture)' : `(picture: ${words})`);
    this.#options.report.loss('picture', valueOf('src').slice(0, 200));
    return tag.end;
  }
}

function attributeText(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/["<>`]/g, (mark) => ({ '"': '&quot;', '<': '&lt;', '>': '&gt;' })[mark] ?? '&#96;');
}

/** The index after the end tag of `name`, or -1. */
function findEndTag(source: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}\\s*>`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(source) ? pattern.lastIndex : -1;
}
