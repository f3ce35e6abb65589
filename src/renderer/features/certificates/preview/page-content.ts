import { openGlyphs } from './glyph-paths';
import type { GlyphPaths } from './glyph-paths';
import { asDict, asItems, byteText, openPdf } from './pdf-file';
import type { PdfFile } from './pdf-file';
import { NotDrawn } from './pdf-lexer';
import type { PdfDict, PdfValue } from './pdf-lexer';

/** A font of the page: outlines by code, and how far each code moves on (thousandths of the size). */
export type PageFont = { readonly glyphs: GlyphPaths; readonly widthOf: (code: number) => number };

export type PageContent = {
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** The operators of the page, in order. */
  readonly operators: string;
  readonly fonts: ReadonlyMap<string, PageFont>;
};

/** Advances by code: runs of `first [w w w]` (PDF 1.7, 9.7.4.3). */
function readWidths(file: PdfFile, value: PdfValue | undefined): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  const items = asItems(value);
  for (let index = 0; index + 1 < items.length; index += 2) {
    const first = items[index];
    const list = file.resolve(items[index + 1]);
    if (typeof first !== 'number' || typeof list !== 'object' || list.kind !== 'list') {
      throw new NotDrawn('a font in it is measured in a way that is not known here');
    }
    list.items.forEach((width, at) => {
      if (typeof width === 'number') widths.set(first + at, width);
    });
  }
  return widths;
}

async function readFont(file: PdfFile, value: PdfValue | undefined): Promise<PageFont> {
  const font = asDict(file.resolve(value), 'font');
  const [descendant] = asItems(file.entry(font, 'DescendantFonts'));
  const cid = asDict(file.resolve(descendant), 'font with outlines');
  const descriptor = asDict(file.entry(cid, 'FontDescriptor'), 'description of a font');
  const widths = readWidths(file, file.entry(cid, 'W'));
  const other = file.entry(cid, 'DW');
  return {
    glyphs: openGlyphs(await file.stream(descriptor.entries.get('FontFile2'))),
    widthOf: (code) => widths.get(code) ?? (typeof other === 'number' ? other : 1000),
  };
}

function firstPage(file: PdfFile): PdfDict {
  const pages = asDict(file.entry(file.root, 'Pages'), 'pages');
  const [page] = asItems(file.entry(pages, 'Kids'));
  return asDict(file.resolve(page), 'page');
}

/** Reads what the first page of a PDF shows. Throws {@link NotDrawn} for files built otherwise. */
export async function readPage(bytes: Uint8Array<ArrayBuffer>): Promise<PageContent> {
  const file = openPdf(bytes);
  const page = firstPage(file);
  const [, , width, height] = asItems(file.entry(page, 'MediaBox'));
  if (typeof width !== 'number' || typeof height !== 'number') {
    throw new NotDrawn('the page has no size');
  }
  const streams = asItems(page.entries.get('Contents')).map(file.stream);
  const resources = asDict(file.entry(page, 'Resources'), 'resources');
  const named = asDict(file.entry(resources, 'Font'), 'fonts').entries;
  const fonts = new Map<string, PageFont>();
  for (const [name, font] of named) fonts.set(name, await readFont(file, font));
  const operators = (await Promise.all(streams)).map(byteText).join('\n');
  return { width, height, operators, fonts };
}
