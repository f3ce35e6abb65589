import { Buffer as ShapingBuffer, ClusterLevel, Direction, Feature, shape } from 'harfbuzzjs';
import { err, ok, type Result } from '../../../../shared/kernel/result';
import type { FontLibrary, Typeface } from './font-library';
import type { GlyphPart, GlyphRecipe } from './glyph-recipe';
import { itemise, visualOrder, type MissingGlyphs, type TextRun } from './itemise';
import type { TypefaceName } from './typefaces';

/** What shaping made of a few characters that belong together. */
export type Cluster = {
  readonly recipe: GlyphRecipe;
  /** The characters it stands for, in reading order. */
  readonly text: string;
};

/** Clusters of one face, left to right. */
export type ShapedRun = {
  readonly face: Typeface;
  readonly clusters: readonly Cluster[];
};

/** One line, left to right as the eye meets it. */
export type ShapedLine = {
  readonly text: string;
  readonly runs: readonly ShapedRun[];
  /** Space added after each cluster, in thousandths of the type size. */
  readonly tracking: number;
  /** Width in thousandths of the type size. */
  readonly width: number;
};

/** How a line is set: its face, OpenType features, extra space between letters (thousandths). */
export type TypeStyle = {
  readonly face: TypefaceName;
  readonly features?: readonly string[];
  readonly tracking?: number;
};

type ShapedGlyph = {
  readonly glyph: number;
  /** Offset of its first character. */
  readonly cluster: number;
  readonly advance: number;
  readonly shiftX: number;
  readonly shiftY: number;
};

function shapeGlyphs(text: string, run: TextRun, style: TypeStyle): readonly ShapedGlyph[] {
  const buffer = new ShapingBuffer();
  buffer.addText(text, run.start, run.end - run.start);
  buffer.setDirection(run.level % 2 === 1 ? Direction.RTL : Direction.LTR);
  buffer.setScript(run.script);
  buffer.setLanguage('und');
  buffer.setClusterLevel(ClusterLevel.MONOTONE_GRAPHEMES);
  const features = (style.features ?? []).map((tag) => new Feature(tag, 1));
  shape(run.face.shaper, buffer, features);
  const positions = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map((info, index) => ({
    glyph: info.codepoint,
    cluster: info.cluster,
    advance: positions[index]?.xAdvance ?? 0,
    shiftX: positions[index]?.xOffset ?? 0,
    shiftY: positions[index]?.yOffset ?? 0,
  }));
}

/** Glyphs of one cluster stand side by side; each group becomes one recipe. */
function groupByCluster(glyphs: readonly ShapedGlyph[]): readonly (readonly ShapedGlyph[])[] {
  const groups: ShapedGlyph[][] = [];
  for (const glyph of glyphs) {
    const group = groups.at(-1);
    if (group?.[0]?.cluster === glyph.cluster) group.push(glyph);
    else groups.push([glyph]);
  }
  return groups;
}

function castRecipe(glyphs: readonly ShapedGlyph[]): GlyphRecipe {
  let pen = 0;
  const parts = glyphs.map(({ glyph, advance, shiftX, shiftY }): GlyphPart => {
    const part = { glyph, x: Math.round(pen + shiftX), y: Math.round(shiftY) };
    pen += advance;
    return part;
  });
  return { parts, advance: Math.round(pen) };
}

/**
 * Text that runs from the right is turned round by readers code by code, so there each code must
 * stand for one character: the cluster's first character gets the whole picture, and the others
 * (vowel signs, the second letter of a ligature) get a blank of an equal share of its width,
 * placed before it, which is where the eye would meet them.
 */
function spreadCluster({ recipe, text }: Cluster): readonly Cluster[] {
  const [first = '', ...others] = [...text];
  if (others.length === 0) return [{ recipe, text }];
  const share = Math.floor(recipe.advance / (others.length + 1));
  const shift = share * others.length;
  const parts = recipe.parts.map((part) => ({ ...part, x: part.x - shift }));
  return [
    ...others.toReversed().map((mark) => ({ recipe: { parts: [], advance: share }, text: mark })),
    { recipe: { parts, advance: recipe.advance - shift }, text: first },
  ];
}

function shapeRun(text: string, run: TextRun, style: TypeStyle): ShapedRun {
  const groups = groupByCluster(shapeGlyphs(text, run, style));
  const starts = groups.map((group) => group[0]?.cluster ?? run.start).sort((a, b) => a - b);
  const endOf = new Map(starts.map((start, index) => [start, starts[index + 1] ?? run.end]));
  const clusters = groups.map((group) => {
    const start = group[0]?.cluster ?? run.start;
    return { recipe: castRecipe(group), text: text.slice(start, endOf.get(start)) };
  });
  const isFromRight = run.level % 2 === 1;
  return { face: run.face, clusters: isFromRight ? clusters.flatMap(spreadCluster) : clusters };
}

/** Texts of clusters in which the face turned out to lack a glyph after all. */
function unshown(runs: readonly ShapedRun[]): readonly string[] {
  return runs.flatMap((run) =>
    run.clusters
      .filter(({ recipe }) => recipe.parts.some(({ glyph }) => glyph === 0))
      .map(({ text }) => text),
  );
}

/**
 * Shapes one line of NFC text: Arabic joins, Hebrew and Arabic run from the right, Devanagari
 * and Thai marks move to their places.
 * Error: every character that cannot be shown.
 */
export function shapeLine(
  text: string,
  style: TypeStyle,
  fonts: FontLibrary,
): Result<ShapedLine, MissingGlyphs> {
  const items = itemise(text, style.face, fonts);
  if (!items.ok) return items;
  const runs = visualOrder(items.value).map((run) => shapeRun(text, run, style));
  const missing = unshown(runs);
  if (missing.length > 0) return err({ kind: 'missing_glyph', characters: [...new Set(missing)] });
  const tracking = style.tracking ?? 0;
  const width = runs.reduce(
    (sum, { face, clusters }) =>
      clusters.reduce((part, { recipe }) => part + recipe.advance * faceUnit(face) + tracking, sum),
    0,
  );
  return ok({ text, runs, tracking, width: Math.max(0, width - tracking) });
}

/** Thousandths of the line's type size in one font unit of the face. */
export function faceUnit(face: Typeface): number {
  return (1000 / face.file.unitsPerEm) * face.scale;
}
