import {
  normaliseWeights,
  type ChoiceOption,
  type QuestionContent,
} from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { optionId } from '../../draft';
import type { Notes, Refusal } from '../../notes';
import { giftMarkdown, segmentsOf, toShare, type Reading, type Segment } from './parts';

type Weighed = { readonly id: string; readonly weight: number; readonly marker: Segment['marker'] };

/**
 * Reads single and multiple choice. As in Moodle one answer may be picked when any is marked `=`
 * (others may earn a part through `~%50%`); without a `=` all that apply are picked.
 */
export function readChoice(answers: string, reading: Reading): Result<QuestionContent, Refusal> {
  const { notes } = reading;
  const segments = segmentsOf(answers, true).filter(({ text }) => text !== '');
  const options = segments.map((segment, index) => toOption(segment, index, reading));
  if (options.length < 2) {
    return err({ code: 'too_few_answers', message: 'A choice needs two answers or more' });
  }
  const weighed = segments.map((segment, index) => ({
    id: optionId(index),
    marker: segment.marker,
    weight:
      segment.percent === undefined ? (segment.marker === '=' ? 1 : 0) : toShare(segment.percent),
  }));
  if (!weighed.some(({ weight }) => weight > 0)) {
    const message = 'No answer is marked right (with = or a positive percentage)';
    return err({ code: 'no_right_answer', message, keepStem: true });
  }
  const one = segments.some(({ marker, percent }) => marker === '=' && percent === undefined);
  return ok(one ? single(options, weighed, notes) : multiple(options, weighed, notes));
}

function toOption(segment: Segment, index: number, reading: Reading): ChoiceOption {
  if (segment.hashKept) noteHash(segment, reading.notes);
  const text = giftMarkdown(segment.text, reading);
  const feedback = segment.feedback ? giftMarkdown(segment.feedback, reading) : '';
  const id = optionId(index);
  return feedback === '' ? { id, text } : { id, text, feedback };
}

/** Tells that `=#ff0000` was read as an answer, where Moodle sees feedback without an answer. */
export function noteHash(segment: Segment, notes: Notes): void {
  const message = `"${segment.text.slice(0, 40)}" was taken as the answer itself; write \\# where a # is not the beginning of feedback`;
  notes.problem('hash_in_answer', message);
}

function single(
  options: readonly ChoiceOption[],
  weighed: readonly Weighed[],
  notes: Notes,
): QuestionContent {
  const right = weighed.find(({ weight, marker }) => marker === '=' && weight >= 1) ?? weighed[0];
  const weights: Record<string, number> = {};
  for (const { id, weight } of weighed) {
    if (weight < 0 || weight > 1)
      notes.loss('weight', `${weight * 100}% of answer ${id}: a single choice gives 0 to 100%`);
    if (weight > 0) weights[id] = Math.min(1, weight);
  }
  const only = Object.keys(weights).length === 1;
  const optionId = right?.id ?? '';
  return {
    type: 'single_choice',
    options: [...options],
    correctAnswer: only ? { optionId } : { optionId, weights },
  };
}

function multiple(
  options: readonly ChoiceOption[],
  weighed: readonly Weighed[],
  notes: Notes,
): QuestionContent {
  const weights: Record<string, number> = {};
  let sum = 0;
  for (const { id, weight } of weighed) {
    if (weight < -1)
      notes.loss('weight', `${weight * 100}% of answer ${id}: an answer costs 100% at most`);
    if (weight !== 0) weights[id] = Math.max(-1, weight);
    if (weight > 0) sum += weight;
  }
  // Percentages of three or seven answers never add up exactly; more than that is worth telling.
  if (Math.abs(sum - 1) > 0.01) {
    notes.loss(
      'weight',
      `The right answers add up to ${Math.round(sum * 1e4) / 100}%; they were scaled to 100%`,
    );
  }
  return {
    type: 'multiple_choice',
    options: [...options],
    correctAnswer: { weights: normaliseWeights(weights) },
  };
}
