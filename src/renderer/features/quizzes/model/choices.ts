import { equalWeights, normaliseWeights } from '../../../../shared/domain/questions';
import type { DraftContent, Json } from './draft-content';
import { moveItem } from './move-item';
import { listOf, numbersOf, objectOf, textOf } from './read-json';

/** One option as the editor shows it. */
export type Option = { readonly id: string; readonly text: string; readonly feedback?: string };

type Weights = { readonly [id: string]: number };

/** The options of a choice question, whatever state they are in. */
export function optionsOf(content: DraftContent): readonly Option[] {
  return listOf(content.options).map((value) => {
    const { id, text, feedback } = objectOf(value);
    const known = { id: textOf(id), text: textOf(text) };
    return typeof feedback === 'string' ? { ...known, feedback } : known;
  });
}

function withOptions(content: DraftContent, options: readonly Option[]): DraftContent {
  return { ...content, options: options.map((option) => ({ ...option })) };
}

/** The id of the right option of a single choice; empty while none is marked. */
export function rightIdOf(content: DraftContent): string {
  return textOf(objectOf(content.correctAnswer).optionId);
}

/** Stored weights by option, 0..1 (single choice) or -1..1 (multiple choice). */
export function weightsOf(content: DraftContent): Weights {
  return numbersOf(objectOf(content.correctAnswer).weights);
}

/** The share of the points that an option gives. */
export function weightOf(content: DraftContent, id: string): number {
  const stored = Object.hasOwn(weightsOf(content), id) ? weightsOf(content)[id] : undefined;
  if (content.type === 'multiple_choice') return stored ?? 0;
  return rightIdOf(content) === id ? 1 : (stored ?? 0);
}

/** Whether options beside the right one of a single choice may earn points. */
export function hasPartialCredit(content: DraftContent): boolean {
  return objectOf(content.correctAnswer).weights !== undefined;
}

function answerOf(rightId: string, weights: Weights | undefined): Json {
  return weights === undefined ? { optionId: rightId } : { optionId: rightId, weights };
}

function withWeights(content: DraftContent, weights: Weights): DraftContent {
  const correctAnswer: Json =
    content.type === 'multiple_choice'
      ? { weights: { ...weights } }
      : answerOf(rightIdOf(content), weights);
  return { ...content, correctAnswer };
}

function rightIds(weights: Weights): readonly string[] {
  return Object.keys(weights).filter((id) => (weights[id] ?? 0) > 0);
}

function areEqual(weights: Weights): boolean {
  const shares = rightIds(weights).map((id) => weights[id] ?? 0);
  return Math.max(0, ...shares) - Math.min(1, ...shares) < 1e-4;
}

/** Puts an empty option at the end. */
export function addOption(content: DraftContent, id: string): DraftContent {
  return withOptions(content, [...optionsOf(content), { id, text: '' }]);
}

/** Changes the text of an option, or its feedback (undefined takes the feedback away). */
export function changeOption(
  content: DraftContent,
  id: string,
  part: { readonly text: string } | { readonly feedback: string | undefined },
): DraftContent {
  return withOptions(
    content,
    optionsOf(content).map((option) => {
      if (option.id !== id) return option;
      const { feedback, ...bare } = { feedback: undefined, ...option, ...part };
      return feedback === undefined ? bare : { ...bare, feedback };
    }),
  );
}

/** Takes an option away with everything that names it; equal shares are shared anew. */
export function removeOption(content: DraftContent, id: string): DraftContent {
  const next = withOptions(
    content,
    optionsOf(content).filter((option) => option.id !== id),
  );
  if (content.type !== 'multiple_choice') {
    const { [id]: _gone, ...weights } = weightsOf(content);
    const rightId = rightIdOf(content) === id ? '' : rightIdOf(content);
    const kept = hasPartialCredit(content) ? weights : undefined;
    return { ...next, correctAnswer: answerOf(rightId, kept) };
  }
  const before = weightsOf(content);
  const { [id]: gone, ...weights } = before;
  const share = (gone ?? 0) > 0 && areEqual(before);
  return withWeights(next, share ? { ...weights, ...equalWeights(rightIds(weights)) } : weights);
}

/** Moves an option up or down. */
export function moveOption(content: DraftContent, id: string, step: 1 | -1): DraftContent {
  const options = optionsOf(content);
  const at = options.findIndex((option) => option.id === id);
  return withOptions(content, moveItem(options, at, step));
}

/** Marks the one right option of a single choice. */
export function markRight(content: DraftContent, id: string): DraftContent {
  const { [id]: _whole, ...others } = weightsOf(content);
  const kept = hasPartialCredit(content) ? others : undefined;
  return { ...content, correctAnswer: answerOf(id, kept) };
}

/**
 * Ticks or unticks an option of a multiple choice. Equal shares stay equal; unequal ones are kept,
 * and a new right option gets what is left of the whole.
 */
export function tickRight(content: DraftContent, id: string, right: boolean): DraftContent {
  const before = weightsOf(content);
  const { [id]: _own, ...others } = before;
  if (areEqual(before)) {
    const ids = right ? [...rightIds(others), id] : rightIds(others);
    return withWeights(content, { ...others, ...equalWeights(ids) });
  }
  const left = 1 - rightIds(others).reduce((sum, one) => sum + (others[one] ?? 0), 0);
  if (!right) return withWeights(content, others);
  if (left > 1e-6) return withWeights(content, { ...others, [id]: Math.round(left * 1e7) / 1e7 });
  return withWeights(content, { ...others, ...equalWeights([...rightIds(others), id]) });
}

/** Sets the share of one option. */
export function setWeight(content: DraftContent, id: string, weight: number): DraftContent {
  return withWeights(content, { ...weightsOf(content), [id]: weight });
}

/** Gives every right option of a multiple choice the same share. */
export function shareEqually(content: DraftContent): DraftContent {
  const weights = weightsOf(content);
  return withWeights(content, { ...weights, ...equalWeights(rightIds(weights)) });
}

/** Scales the right shares of a multiple choice so that they give the whole. */
export function scaleToWhole(content: DraftContent): DraftContent {
  return withWeights(content, normaliseWeights(weightsOf(content)));
}

/** What the right options of a multiple choice give together; 1 is the whole. */
export function rightSum(content: DraftContent): number {
  const weights = weightsOf(content);
  return rightIds(weights).reduce((sum, id) => sum + (weights[id] ?? 0), 0);
}

/** Allows or forbids points for options beside the right one. */
export function setPartialCredit(content: DraftContent, allowed: boolean): DraftContent {
  return { ...content, correctAnswer: answerOf(rightIdOf(content), allowed ? {} : undefined) };
}
