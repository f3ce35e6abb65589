import type {
  MultipleChoice,
  MultipleChoiceAnswer,
  SingleChoice,
  SingleChoiceAnswer,
  TrueFalse,
  TrueFalseAnswer,
} from '../questions';
import type { Judgement } from './score-types';

type Weights = { readonly [id: string]: number };

function weightOf(weights: Weights, id: string): number {
  return Object.hasOwn(weights, id) ? (weights[id] ?? 0) : 0;
}

/** The picked option's weight; the right option is worth everything. */
export function judgeSingleChoice(question: SingleChoice, answer: SingleChoiceAnswer): Judgement {
  const { optionId, weights = {} } = question.correctAnswer;
  const picked = question.options.find(({ id }) => id === answer.optionId);
  if (!picked) return { share: 0 };
  const right = picked.id === optionId;
  const share = right ? 1 : weightOf(weights, picked.id);
  return { share, parts: [{ id: picked.id, share, right }], feedback: [picked.feedback] };
}

/**
 * The sum of the weights of the ticked options, clamped to 0..1 by the caller: Moodle's
 * `grade_response` of `qtype_multichoice_multi_question` (question/type/multichoice/question.php).
 */
export function judgeMultipleChoice(
  question: MultipleChoice,
  answer: MultipleChoiceAnswer,
): Judgement {
  const ticked = new Set(answer.optionIds);
  const picked = question.options.filter(({ id }) => ticked.has(id));
  const parts = picked.map(({ id }) => {
    const share = weightOf(question.correctAnswer.weights, id);
    return { id, share, right: share > 0 };
  });
  return {
    share: parts.reduce((sum, { share }) => sum + share, 0),
    parts,
    feedback: picked.map(({ feedback }) => feedback),
  };
}

/** All or nothing. */
export function judgeTrueFalse(question: TrueFalse, answer: TrueFalseAnswer): Judgement {
  const { value, feedback } = question.correctAnswer;
  return {
    share: answer.value === value ? 1 : 0,
    feedback: [answer.value ? feedback?.true : feedback?.false],
  };
}
