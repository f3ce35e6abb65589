import type { Typeface } from './font-library';
import { plainRecipe, recipeKey, type GlyphRecipe } from './glyph-recipe';
import { toUnicodeMap } from './to-unicode';
import { subsetTrueType } from './true-type-subset';

/** The part of a pdfkit reference that embedding uses. */
export type PdfObject = { readonly end: (content?: Uint8Array | string) => void };
/** The part of a pdfkit document that embedding uses. */
export type PdfObjects = { readonly ref: (data: { readonly [key: string]: unknown }) => PdfObject };

/** One face as far as one document uses it: hands out codes, then writes itself. */
export type EmbeddedFont = {
  readonly face: Typeface;
  /** Name in the page's resources. */
  readonly resource: string;
  /** The two-byte code of a glyph that stands for this text. */
  readonly code: (recipe: GlyphRecipe, text: string) => number;
  /** Writes the font objects and returns the font dictionary. */
  readonly write: (pdf: PdfObjects) => PdfObject;
};

type Entry = { readonly recipe: GlyphRecipe; readonly text: string };

/** Six letters that name the subset, as PDF asks (9.6.4); the same glyphs give the same letters. */
function subsetTag(entries: readonly Entry[]): string {
  let hash = 0x811c9dc5;
  for (const { recipe } of entries) {
    for (const { glyph } of recipe.parts) hash = Math.imul(hash ^ glyph, 0x01000193) >>> 0;
  }
  let tag = '';
  for (let letter = 0; letter < 6; letter += 1) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

const symbolic = 1 << 2;
const italic = 1 << 6;

function descriptor(face: Typeface, name: string, program: PdfObject, unit: number) {
  const { file } = face;
  return {
    Type: 'FontDescriptor',
    FontName: name,
    Flags: symbolic | (file.italicAngle === 0 ? 0 : italic),
    FontBBox: file.box.map((edge) => edge * unit),
    ItalicAngle: file.italicAngle,
    Ascent: file.ascender * unit,
    Descent: file.descender * unit,
    CapHeight: file.ascender * unit,
    StemV: 80,
    FontFile2: program,
  };
}

/** PDF strings are String objects to pdfkit; plain strings are names. */
const pdfString = (text: string): object => Object(text) as object; // Object() is typed any

function descendant(entries: readonly Entry[], name: string, about: PdfObject, unit: number) {
  return {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: pdfString('Adobe'), Ordering: pdfString('Identity'), Supplement: 0 },
    FontDescriptor: about,
    DW: 0,
    W: [0, entries.map(({ recipe }) => recipe.advance * unit)],
    CIDToGIDMap: 'Identity',
  };
}

/**
 * Starts embedding a face. Each pair of glyph and text gets a code of its own, so that a glyph
 * which stands for different characters in different words still copies out right.
 */
export function embedFont(face: Typeface, resource: string): EmbeddedFont {
  const entries: Entry[] = [{ recipe: plainRecipe(0, face.file.advance(0)), text: '' }];
  const codes = new Map<string, number>();
  const write = (pdf: PdfObjects): PdfObject => {
    const unit = 1000 / face.file.unitsPerEm;
    const name = `${subsetTag(entries)}+${face.postScriptName}`;
    const make = (
      data: { readonly [key: string]: unknown },
      content?: Uint8Array | string,
    ): PdfObject => {
      const object = pdf.ref(data);
      object.end(content);
      return object;
    };
    const program = subsetTrueType(
      face.file,
      entries.map(({ recipe }) => recipe),
    );
    const file = make({ Length1: program.length }, program);
    const about = make(descriptor(face, name, file, unit));
    const inner = make(descendant(entries, name, about, unit));
    return make({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [inner],
      ToUnicode: make({}, toUnicodeMap(entries.map(({ text }) => text))),
    });
  };
  return {
    face,
    resource,
    code: (recipe, text) => {
      const key = `${recipeKey(recipe)} ${text}`;
      const known = codes.get(key);
      if (known !== undefined) return known;
      codes.set(key, entries.push({ recipe, text }) - 1);
      return entries.length - 1;
    },
    write,
  };
}
