import type { SeededRandom } from '../seeded-random';
import type { Facts, Point, TextBank } from './text-bank';

function fill(sentence: string, facts: Facts, random: SeededRandom): string {
  return sentence.replace(/\{([^{}]*)\}/g, (_, inner: string) => {
    if (inner.includes('|')) return random.pick(inner.split('|'));
    const fact = facts[inner];
    if (fact === undefined) throw new Error(`A text speaks of {${inner}}, which is no fact of it`);
    return fact;
  });
}

/** How often the writer stops to hear the other side. */
function turnsFor(effort: number): number {
  if (effort > 0.96) return 3;
  if (effort > 0.9) return 2;
  return effort > 0.45 ? 1 : 0;
}

/** Some of the details, in their order; at least one. */
function chosenDetails(point: Point, effort: number, random: SeededRandom): readonly string[] {
  const count = Math.max(1, Math.round(point.details.length * effort));
  const chosen = new Set(random.shuffle(point.details).slice(0, count));
  return point.details.filter((detail) => chosen.has(detail));
}

/**
 * Writes one text from the bank of its assignment. `effort` (0..1) decides how many points it
 * makes, how many details each has, and whether the other side is heard.
 */
export function composeText(bank: TextBank, effort: number, random: SeededRandom): string {
  const facts = bank.facts?.(random) ?? {};
  const [least, most] = bank.length;
  const count = Math.round(least + (most - least) * effort);
  const wanted = new Set(bank.inOrder ? bank.points : random.shuffle(bank.points).slice(0, count));
  const points = bank.inOrder ? bank.points : random.shuffle([...wanted]);
  const paragraphs = points.map((point) => [
    random.pick(point.claim),
    ...chosenDetails(point, effort, random),
    random.pick(point.ends),
  ]);
  const turns = random.shuffle(bank.turns).slice(0, turnsFor(effort));
  return [
    [random.pick(bank.openings)],
    ...paragraphs,
    ...turns.map((turn) => [turn]),
    [random.pick(bank.closings)],
  ]
    .map((sentences) => sentences.filter((text) => text !== '').join(bank.gap ?? ' '))
    .map((paragraph) => fill(paragraph, facts, random))
    .join('\n\n');
}
