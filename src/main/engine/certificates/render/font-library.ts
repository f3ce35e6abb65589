import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Blob, Face, Font } from 'harfbuzzjs';
import { openTrueType, type TrueTypeFile } from './true-type-file';
import { typefaceSources, type TypefaceName } from './typefaces';

/** One opened face: shaping on one side, its file for embedding on the other. */
export type Typeface = {
  readonly name: TypefaceName;
  readonly postScriptName: string;
  readonly scale: number;
  readonly file: TrueTypeFile;
  readonly shaper: Font;
  /** Whether the face has a glyph of its own for the code point. */
  readonly covers: (codePoint: number) => boolean;
};

/** Opens each face at most once and keeps it: parsing fonts per page was what made pages slow. */
export type FontLibrary = { readonly typeface: (name: TypefaceName) => Typeface };

/** Finds a font file that is installed beside the program. */
function installedFile(file: string): string {
  return createRequire(import.meta.url).resolve(file);
}

function openTypeface(name: TypefaceName, locate: (file: string) => string): Typeface {
  const source = typefaceSources[name];
  const bytes = readFileSync(locate(source.file));
  const shaper = new Font(new Face(new Blob(bytes)));
  const known = new Map<number, boolean>();
  return {
    name,
    postScriptName: source.postScriptName,
    scale: source.scale,
    file: openTrueType(bytes),
    shaper,
    covers: (codePoint) => {
      const answer = known.get(codePoint) ?? (shaper.nominalGlyph(codePoint) ?? 0) !== 0;
      known.set(codePoint, answer);
      return answer;
    },
  };
}

/** Makes an empty library; `locate` turns a package path into a file (tests pass their own). */
export function createFontLibrary(locate: (file: string) => string = installedFile): FontLibrary {
  const opened = new Map<TypefaceName, Typeface>();
  return {
    typeface: (name) => {
      const face = opened.get(name) ?? openTypeface(name, locate);
      opened.set(name, face);
      return face;
    },
  };
}
