import type { Matching, MatchingAnswer, Ordering, OrderingAnswer } from '../questions';
import type { Judgement } from './score-types';

function judgeParts(
  ids: readonly string[],
  isRight: (id: string, index: number) => boolean,
): Judgement {
  const parts = ids.map((id, index) => {
    const right = isRight(id, index);
    return { id, right, share: right ? 1 / ids.length : 0 };
  });
  return { share: parts.filter(({ right }) => right).length / ids.length, parts };
}

/**
 * The share of left parts with their right partner: Moodle's `get_num_parts_right`
 * (question/type/match/question.php). Of several partners for one left part the first counts.
 */
export function judgeMatching(question: Matching, answer: MatchingAnswer): Judgement {
  const key = new Map(question.correctAnswer.pairs);
  const given = new Map([...answer.pairs].reverse());
  const ids = question.options.left.map(({ id }) => id);
  return judgeParts(ids, (id) => key.has(id) && given.get(id) === key.get(id));
}

/**
 * The share of items at their right place: "absolute position" of Moodle's ordering plugin
 * (`grade_response`, GRADING_ABSOLUTE_POSITION in question/type/ordering/question.php). Chosen
 * because a learner can check it by eye; one item too early costs every place it shifts.
 */
export function judgeOrdering(question: Ordering, answer: OrderingAnswer): Judgement {
  return judgeParts(question.correctAnswer.order, (id, index) => answer.order[index] === id);
}
