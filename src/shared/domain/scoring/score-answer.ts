import type { z } from 'zod';
import { assertNever } from '../../kernel/assert-never';
import { answerSchemas } from '../questions';
import { judgeMatching, judgeOrdering } from './judge-arranged';
import { judgeMultipleChoice, judgeSingleChoice, judgeTrueFalse } from './judge-choice';
import { judgeFillBlanks, judgeNumeric, judgeShortAnswer } from './judge-typed';
import { roundScore } from './round-score';
import type { AnswerScore, Judgement, ScorableQuestion } from './score-types';

/** Shares this close to 0 or 1 are taken as that, so that 3 x 0.3333333 earns every point. */
const shareHair = 1e-6;

function clampShare(share: number): number {
  if (!(share > shareHair)) return 0;
  return share >= 1 - shareHair ? 1 : share;
}

function toScore(question: ScorableQuestion, judgement: Judgement): AnswerScore {
  const { share, parts, feedback = [], unclear = false } = judgement;
  const spoken = feedback.flatMap((text) => (text ? [text] : []));
  return {
    points: unclear ? 0 : roundScore(clampShare(share) * question.points),
    maxPoints: question.points,
    state: unclear ? 'waiting' : 'auto',
    ...(unclear && { waitsFor: 'unclear' as const }),
    ...(parts && { parts }),
    ...(spoken.length > 0 && { feedback: spoken }),
  };
}

/** A schema and a judge of one type, joined so that the judge sees only what the schema read. */
function judge<Answer>(
  schema: z.ZodType<Answer>,
  given: unknown,
  decide: (answer: Answer) => Judgement,
): Judgement | undefined {
  const parsed = schema.safeParse(given);
  return parsed.success ? decide(parsed.data) : undefined;
}

function judgeAnswer(question: ScorableQuestion, given: unknown): Judgement | undefined {
  switch (question.type) {
    case 'single_choice':
      return judge(answerSchemas.single_choice, given, (a) => judgeSingleChoice(question, a));
    case 'multiple_choice':
      return judge(answerSchemas.multiple_choice, given, (a) => judgeMultipleChoice(question, a));
    case 'true_false':
      return judge(answerSchemas.true_false, given, (a) => judgeTrueFalse(question, a));
    case 'short_answer':
      return judge(answerSchemas.short_answer, given, (a) => judgeShortAnswer(question, a));
    case 'numeric':
      return judge(answerSchemas.numeric, given, (a) => judgeNumeric(question, a));
    case 'matching':
      return judge(answerSchemas.matching, given, (a) => judgeMatching(question, a));
    case 'ordering':
      return judge(answerSchemas.ordering, given, (a) => judgeOrdering(question, a));
    case 'fill_blanks':
      return judge(answerSchemas.fill_blanks, given, (a) => judgeFillBlanks(question, a));
    case 'essay':
    case 'description':
      return undefined;
    default:
      return assertNever(question);
  }
}

function isUnanswered(given: unknown): boolean {
  if (given === undefined || given === null || given === '') return true;
  if (typeof given !== 'object') return false;
  const values: readonly unknown[] = Object.values(given);
  return values.length === 0 || values.every((value) => value === null || value === undefined);
}

function scoreEssay(question: ScorableQuestion, given: unknown): AnswerScore {
  const parsed = answerSchemas.essay.safeParse(given);
  const maxPoints = question.points;
  if (parsed.success && parsed.data.text.trim() === '')
    return { points: 0, maxPoints, state: 'auto' };
  return {
    points: 0,
    maxPoints,
    state: 'waiting',
    waitsFor: parsed.success ? 'essay' : 'unreadable',
  };
}

/**
 * Scores one answer: points from 0 to the question's points with at most two decimals, partial
 * credit by weights. Nothing given scores 0. An essay, an answer in a shape that is not the
 * type's, and a right number followed by unknown text wait for a person and count 0 until then;
 * a description is worth nothing. Never throws on answer data.
 */
export function scoreAnswer(question: ScorableQuestion, given: unknown): AnswerScore {
  if (question.type === 'description') return { points: 0, maxPoints: 0, state: 'auto' };
  const maxPoints = question.points;
  if (isUnanswered(given)) return { points: 0, maxPoints, state: 'auto' };
  if (question.type === 'essay') return scoreEssay(question, given);
  const judgement = judgeAnswer(question, given);
  if (judgement) return toScore(question, judgement);
  return { points: 0, maxPoints, state: 'waiting', waitsFor: 'unreadable' };
}
