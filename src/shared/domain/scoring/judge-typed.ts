import { assertNever } from '../../kernel/assert-never';
import type {
  BlankKey,
  FillBlanks,
  FillBlanksAnswer,
  Numeric,
  NumericAnswer,
  ShortAnswer,
  ShortAnswerAnswer,
} from '../questions';
import { matchNumber } from './compare-number';
import { matchText } from './compare-text';
import type { Judgement } from './score-types';

/** The weight of the first accepted text that fits. */
export function judgeShortAnswer(question: ShortAnswer, answer: ShortAnswerAnswer): Judgement {
  const entry = matchText(question.correctAnswer, answer.text);
  return { share: entry?.weight ?? 0, feedback: [entry?.feedback] };
}

/** The weight of the first accepted value or range that fits. */
export function judgeNumeric(question: Numeric, answer: NumericAnswer): Judgement {
  const match = matchNumber(question.correctAnswer, answer.text);
  if (match.kind === 'refused') return { share: 0 };
  if (match.kind === 'unclear') return { share: 0, unclear: true };
  return { share: match.entry.weight, feedback: [match.entry.feedback] };
}

function judgeBlank(key: BlankKey, given: string): Judgement {
  if ('optionId' in key) return { share: key.optionId === given ? 1 : 0 };
  if ('wildcards' in key) {
    const entry = matchText(key, given);
    return { share: entry?.weight ?? 0, feedback: [entry?.feedback] };
  }
  const match = matchNumber(key, given);
  switch (match.kind) {
    case 'accepted':
      return { share: match.entry.weight, feedback: [match.entry.feedback] };
    case 'unclear':
      return { share: 0, unclear: true };
    case 'refused':
      return { share: 0 };
    default:
      return assertNever(match);
  }
}

/** Every blank is worth the same and is judged by its own key. */
export function judgeFillBlanks(question: FillBlanks, answer: FillBlanksAnswer): Judgement {
  const { blanks } = question.options;
  const keys = new Map(Object.entries(question.correctAnswer.blanks));
  const given = new Map(Object.entries(answer.blanks));
  const judged = blanks.map(({ id }) => {
    const key = keys.get(id);
    const judgement: Judgement = key ? judgeBlank(key, given.get(id) ?? '') : { share: 0 };
    return { id, judgement };
  });
  return {
    share: judged.reduce((sum, { judgement }) => sum + judgement.share, 0) / blanks.length,
    parts: judged.map(({ id, judgement: { share } }) => ({
      id,
      share: share / blanks.length,
      right: share === 1,
    })),
    feedback: judged.flatMap(({ judgement }) => judgement.feedback ?? []),
    unclear: judged.some(({ judgement }) => judgement.unclear === true),
  };
}
