import { deflateSync } from 'node:zlib';
import type { Typeface } from './font-library';
import type { GlyphCodes } from './glyph-codes';
import type { Cluster } from './shape-line';
import { toUnicodeMap } from './to-unicode';
import { subsetTrueType } from './true-type-subset';

/** A subset of a face with everything costly done; it can be written into many documents. */
export type PreparedFont = {
  readonly face: Typeface;
  readonly resource: string;
  /** Subset tag and PostScript name. */
  readonly name: string;
  /** Width per code, in thousandths of the type size. */
  readonly widths: readonly number[];
  readonly programLength: number;
  /** Compressed font program and code map. */
  readonly program: Uint8Array;
  readonly toUnicode: Uint8Array;
};

/** The part of a pdfkit reference and document that writing needs. */
export type PdfObject = { readonly end: (content?: Uint8Array) => void };
export type PdfObjects = { readonly ref: (data: { readonly [key: string]: unknown }) => PdfObject };

/** Six letters that name the subset, as PDF asks (9.6.4); the same glyphs give the same letters. */
function subsetTag(clusters: readonly Cluster[]): string {
  let hash = 0x811c9dc5;
  for (const { recipe } of clusters) {
    for (const { glyph } of recipe.parts) hash = Math.imul(hash ^ glyph, 0x01000193) >>> 0;
  }
  let tag = '';
  for (let letter = 0; letter < 6; letter += 1) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

/** Cuts the face down to the glyphs counted, and compresses it. */
export function prepareFont({ face, resource, clusters }: GlyphCodes): PreparedFont {
  const recipes = clusters.map(({ recipe }) => recipe);
  const program = subsetTrueType(face.file, recipes);
  const unit = 1000 / face.file.unitsPerEm;
  return {
    face,
    resource,
    name: `${subsetTag(clusters)}+${face.postScriptName}`,
    widths: recipes.map((recipe) => recipe.advance * unit),
    programLength: program.length,
    program: deflateSync(program),
    toUnicode: deflateSync(toUnicodeMap(clusters.map(({ text }) => text))),
  };
}

const symbolic = 1 << 2;
const italic = 1 << 6;

function descriptor({ face, name }: PreparedFont, program: PdfObject) {
  const { file } = face;
  const unit = 1000 / file.unitsPerEm;
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

function descendant({ name, widths }: PreparedFont, about: PdfObject) {
  return {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: name,
    CIDSystemInfo: { Registry: pdfString('Adobe'), Ordering: pdfString('Identity'), Supplement: 0 },
    FontDescriptor: about,
    DW: 0,
    W: [0, widths],
    CIDToGIDMap: 'Identity',
  };
}

/** Writes the objects of a font and gives the font dictionary (PDF 1.7, 9.7: composite fonts). */
export function writeFont(pdf: PdfObjects, font: PreparedFont): PdfObject {
  const make = (data: { readonly [key: string]: unknown }, content?: Uint8Array): PdfObject => {
    const object = pdf.ref(data);
    object.end(content);
    return object;
  };
  const flate = { Filter: 'FlateDecode' } as const;
  const program = make({ ...flate, Length1: font.programLength }, font.program);
  const inner = make(descendant(font, make(descriptor(font, program))));
  return make({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: font.name,
    Encoding: 'Identity-H',
    DescendantFonts: [inner],
    ToUnicode: make(flate, font.toUnicode),
  });
}
