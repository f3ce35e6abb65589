import { describe, expect, test } from 'vitest';
import { createFontLibrary } from '../../../src/main/engine/certificates/render/font-library';
import { itemise, visualOrder } from '../../../src/main/engine/certificates/render/itemise';
import { shapeLine } from '../../../src/main/engine/certificates/render/shape-line';
import { fitText } from '../../../src/main/engine/certificates/render/fit-text';

const fonts = createFontLibrary();

function runsOf(text: string): readonly string[] {
  const items = itemise(text, 'serif', fonts);
  if (!items.ok) return items.error.characters;
  return visualOrder(items.value).map(
    (run) => `${run.face.name}:${text.slice(run.start, run.end)}`,
  );
}

describe('a line', () => {
  test('is cut where script, face or direction change, in the order the eye meets them', () => {
    expect(runsOf('Omar عمر الخطيب')).toEqual(['serif:Omar ', 'arabic:عمر الخطيب']);
    expect(runsOf('عمر Omar')).toEqual(['serif:Omar', 'arabic:عمر ']);
  });

  test('keeps digits readable inside a right-to-left name', () => {
    expect(runsOf('محمد 12')).toEqual(['arabic:12', 'arabic:محمد ']);
  });

  test('takes a letter that the serif lacks from the next face', () => {
    expect(runsOf('Ɓ')).toEqual(['sans:Ɓ']);
  });

  test('names what no face has', () => {
    expect(runsOf('a😀b😀')).toEqual(['😀']);
  });
});

describe('shaping', () => {
  test('joins Arabic letters: the forms differ from those of the letters alone', () => {
    const joined = shapeLine('عمر', { face: 'serif' }, fonts);
    const alone = shapeLine('ع', { face: 'serif' }, fonts);
    if (!joined.ok || !alone.ok) throw new Error('Arabic could not be shaped');
    const glyphs = joined.value.runs.flatMap((run) => run.clusters);
    expect(glyphs.map((cluster) => cluster.text)).toEqual(['ر', 'م', 'ع']);
    const [initial] = glyphs.slice(-1);
    expect(initial?.recipe.parts[0]?.glyph).not.toBe(
      alone.value.runs[0]?.clusters[0]?.recipe.parts[0]?.glyph,
    );
  });

  test('keeps a Devanagari syllable and its vowel before it as one unit of text', () => {
    const line = shapeLine('कि', { face: 'serif' }, fonts);
    if (!line.ok) throw new Error('Devanagari could not be shaped');
    const clusters = line.value.runs.flatMap((run) => run.clusters);
    expect(clusters.map((cluster) => cluster.text)).toEqual(['कि']);
    expect(clusters[0]?.recipe.parts).toHaveLength(2);
  });
});

describe('fitting', () => {
  const room = { width: 600, most: 46, oneLineLeast: 27, twoLinesMost: 31, least: 15 };
  const fit = (text: string) => fitText(text, { face: 'serif' }, room, fonts);

  test('keeps a short text at full size', () => {
    const fitted = fit('Mia Ito');
    expect(fitted.ok && [fitted.value.size, fitted.value.lines.length]).toEqual([46, 1]);
  });

  test('shrinks before it breaks, and breaks at a space near the middle', () => {
    const shrunk = fit('Konstantinopoulou Wilhelmina');
    expect(shrunk.ok && shrunk.value.lines.length).toBe(1);
    const broken = fit('Konstantinopoulou Wilhelmina Alexandra von Hohenlohe');
    expect(broken.ok && broken.value.lines.map((line) => line.text)).toEqual([
      'Konstantinopoulou Wilhelmina',
      'Alexandra von Hohenlohe',
    ]);
  });

  test('never sets a line wider than its room', () => {
    for (let length = 1; length < 120; length += 7) {
      const fitted = fit('Ab '.repeat(length).trim());
      if (!fitted.ok) continue;
      for (const line of fitted.value.lines) {
        expect((line.width * fitted.value.size) / 1000).toBeLessThanOrEqual(room.width);
      }
    }
  });
});
