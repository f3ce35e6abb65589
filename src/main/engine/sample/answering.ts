import { assertNever } from '../../../shared/kernel/assert-never';
import type { JsonValue } from '../../../shared/kernel/errors';
import type { NumberKey, TextKey } from '../../../shared/domain/questions';
import { composeText } from './essays/compose-text';
import { quizEssay } from './essays/quiz-essay';
import type { MadeQuestion } from './quiz-rows';
import type { SeededRandom } from './seeded-random';

/** The chance of knowing: the Rasch model, P = 1 / (1 + e^(difficulty - ability)). */
export function chanceOfKnowing(ability: number, difficulty: number): number {
  return 1 / (1 + Math.exp(1.3 * (difficulty - ability)));
}

/** A wrong id, the tempting ones more often. */
function temptedBy(ids: readonly string[], lure: readonly number[], random: SeededRandom): string {
  const weights = ids.map((_, at) => 0.08 + (lure[at] ?? 0.3));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = ids.find((_, at) => (left -= weights[at] ?? 0) <= 0);
  return found ?? ids[0] ?? '';
}

/** What somebody who knows the word types: any accepted spelling, mostly the first. */
function knownWord(key: TextKey, random: SeededRandom): string {
  const full = key.accepted.filter(({ weight }) => weight === 1);
  const plain = full.map(({ text }) => text).filter((text) => !text.includes('*'));
  const word = random.chance(0.75) ? (plain[0] ?? '') : random.pick(plain);
  return random.chance(0.1) ? word.toLowerCase() : word;
}

/** A number as people type it: with a comma, with its unit, or plain. */
function knownNumber(key: NumberKey, random: SeededRandom): string {
  const best = key.accepted.find(({ weight }) => weight === 1) ?? key.accepted[0];
  if (!best) return '';
  const value = 'min' in best ? (best.min + best.max) / 2 : best.value;
  const plain = String(Number(value.toPrecision(6)));
  const typed = random.chance(0.15) ? plain.replace('.', ',') : plain;
  return key.unit !== undefined && random.chance(0.3) ? `${typed} ${key.unit}` : typed;
}

/** Two neighbours change places: the slip that orderings and pairs are lost by. */
function swapped<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const at = random.int(0, Math.max(items.length - 2, 0));
  const [one, other] = [items[at], items[at + 1]];
  if (one === undefined || other === undefined) return items;
  return [...items.slice(0, at), other, one, ...items.slice(at + 2)];
}

function pickedOption(
  question: MadeQuestion & { type: 'single_choice' },
  knows: boolean,
  random: SeededRandom,
): string {
  const { optionId } = question.correctAnswer;
  const wrong = question.options.map(({ id }) => id).filter((id) => id !== optionId);
  return knows ? optionId : temptedBy(wrong, question.lure, random);
}

function rightTicks(question: MadeQuestion & { type: 'multiple_choice' }): readonly string[] {
  const weights = Object.entries(question.correctAnswer.weights);
  return weights
    .filter(([, weight]) => weight > 0)
    .map(([id]) => id)
    .sort();
}

/** Ticks with one mistake or two: a right one left out, a wrong one taken. */
function someTicks(question: MadeQuestion & { type: 'multiple_choice' }, random: SeededRandom) {
  const weights = Object.entries(question.correctAnswer.weights);
  const right = rightTicks(question);
  const wrong = weights.filter(([, weight]) => weight <= 0).map(([id]) => id);
  const kept = random.shuffle(right).slice(0, random.int(1, right.length));
  const added = kept.length === right.length || random.chance(0.5) ? 1 : 0;
  return [...kept, ...random.shuffle(wrong).slice(0, added)].sort();
}

function wrongPairs(question: MadeQuestion & { type: 'matching' }, random: SeededRandom) {
  const { pairs } = question.correctAnswer;
  const partners = swapped(
    pairs.map(([, right]) => right),
    random,
  );
  return pairs.map(([left], at) => [left, partners[at] ?? '']);
}

function fillBlank(
  question: MadeQuestion & { type: 'fill_blanks' },
  id: string,
  knows: boolean,
  random: SeededRandom,
): string {
  const key = question.correctAnswer.blanks[id];
  const blank = question.options.blanks.find((one) => one.id === id);
  if (!key || !blank) return '';
  if ('optionId' in key) {
    const wrong = (blank.choices ?? []).map((one) => one.id).filter((one) => one !== key.optionId);
    return knows ? key.optionId : temptedBy(wrong, question.lure, random);
  }
  if (!knows) return random.pick(question.slips[id] ?? ['']);
  return 'wildcards' in key ? knownWord(key, random) : knownNumber(key, random);
}

/** Each gap is known or not by itself; the whole is as hard as the question. */
function filledBlanks(
  question: MadeQuestion & { type: 'fill_blanks' },
  chance: number,
  random: SeededRandom,
): { readonly [id: string]: string } {
  const { blanks } = question.options;
  const each = chance ** (1 / blanks.length);
  const filled = blanks.map(({ id }) => [id, fillBlank(question, id, random.chance(each), random)]);
  return Object.fromEntries(filled);
}

/**
 * What a learner of this ability gives to a question; undefined when it is left out. Right and
 * wrong follow the Rasch model; wrong answers are ones that people really give.
 */
export function giveAnswer(
  question: MadeQuestion,
  ability: number,
  random: SeededRandom,
): JsonValue | undefined {
  const chance = chanceOfKnowing(ability, question.difficulty);
  const knows = random.chance(chance);
  if (!knows && random.chance(0.06)) return undefined;
  switch (question.type) {
    case 'single_choice':
      return { optionId: pickedOption(question, knows, random) };
    case 'multiple_choice':
      return { optionIds: knows ? rightTicks(question) : someTicks(question, random) };
    case 'true_false':
      return { value: question.correctAnswer.value === knows };
    case 'short_answer':
      return { text: knows ? knownWord(question.correctAnswer, random) : slip(question, random) };
    case 'numeric':
      return { text: knows ? knownNumber(question.correctAnswer, random) : slip(question, random) };
    case 'matching':
      return { pairs: knows ? [...question.correctAnswer.pairs] : wrongPairs(question, random) };
    case 'ordering': {
      const { order } = question.correctAnswer;
      return { order: knows ? [...order] : swapped(order, random) };
    }
    case 'fill_blanks':
      return { blanks: filledBlanks(question, chance, random) };
    case 'essay':
      return { text: composeText(quizEssay, 0.3 + chance * 0.4, random) };
    case 'description':
      return undefined;
    default:
      return assertNever(question);
  }
}

function slip(question: MadeQuestion, random: SeededRandom): string {
  return random.pick(question.slips[''] ?? ['?']);
}
