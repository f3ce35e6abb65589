import type { ImportedQuestion } from '../../../shared/contract/imports';
import { parseQuestionContent } from '../../../shared/domain/questions';
import type { AcceptedNumber, BlankKey, QuestionContent } from '../../../shared/domain/questions';
import { assertNever } from '../../../shared/kernel/assert-never';

/** One line of the answer: a text, whether it is right, and its share (0..1) where it matters. */
export type AnswerLine = {
  readonly text: string;
  readonly isRight?: boolean;
  readonly share?: number;
  readonly feedback?: string;
};

/** Words for what has none of its own. */
export type AnswerWords = {
  readonly isTrue: string;
  readonly isFalse: string;
  readonly byHand: string;
  readonly range: (min: string, max: string) => string;
};

function numberLine(accepted: AcceptedNumber, words: AnswerWords): AnswerLine {
  const { weight, feedback } = accepted;
  const told = { isRight: weight > 0, share: weight, ...(feedback && { feedback }) };
  if ('min' in accepted) {
    return { text: words.range(String(accepted.min), String(accepted.max)), ...told };
  }
  const { value, tolerance, relative } = accepted;
  if (tolerance === 0) return { text: String(value), ...told };
  const allowed = relative ? `${Number((tolerance * 100).toPrecision(6))} %` : String(tolerance);
  return { text: `${value} ± ${allowed}`, ...told };
}

function blankLines(id: string, key: BlankKey, words: AnswerWords, choices: Names): AnswerLine[] {
  const named = (line: AnswerLine) => ({ ...line, text: `[[${id}]] ${line.text}` });
  if ('optionId' in key) return [named({ text: choices.get(key.optionId) ?? '', isRight: true })];
  return key.accepted.map((one) =>
    named(
      'text' in one
        ? { text: one.text, isRight: one.weight > 0, share: one.weight }
        : numberLine(one, words),
    ),
  );
}

type Names = ReadonlyMap<string, string>;

function namesOf(parts: readonly { readonly id: string; readonly text: string }[]): Names {
  return new Map(parts.map(({ id, text }) => [id, text]));
}

function linesOf(content: QuestionContent, words: AnswerWords): readonly AnswerLine[] {
  const { type } = content;
  switch (type) {
    case 'single_choice': {
      const { optionId, weights = {} } = content.correctAnswer;
      return content.options.map(({ id, text, feedback }) => {
        const share = id === optionId ? 1 : (weights[id] ?? 0);
        return { text, isRight: id === optionId, share, ...(feedback && { feedback }) };
      });
    }
    case 'multiple_choice':
      return content.options.map(({ id, text, feedback }) => {
        const share = content.correctAnswer.weights[id] ?? 0;
        return { text, isRight: share > 0, share, ...(feedback && { feedback }) };
      });
    case 'true_false': {
      const { value } = content.correctAnswer;
      return [
        { text: words.isTrue, isRight: value },
        { text: words.isFalse, isRight: !value },
      ];
    }
    case 'short_answer':
      return content.correctAnswer.accepted.map(({ text, weight, feedback }) => {
        return { text, isRight: weight > 0, share: weight, ...(feedback && { feedback }) };
      });
    case 'numeric':
      return content.correctAnswer.accepted.map((one) => numberLine(one, words));
    case 'matching': {
      const left = namesOf(content.options.left);
      const right = namesOf(content.options.right);
      return content.correctAnswer.pairs.map(([a, b]) => {
        return { text: `${left.get(a) ?? a} → ${right.get(b) ?? b}`, isRight: true };
      });
    }
    case 'ordering': {
      const items = namesOf(content.options);
      return content.correctAnswer.order.map((id, at) => {
        return { text: `${at + 1}. ${items.get(id) ?? id}`, isRight: true };
      });
    }
    case 'fill_blanks':
      return content.options.blanks.flatMap(({ id, choices = [] }) => {
        const key = content.correctAnswer.blanks[id];
        return key ? blankLines(id, key, words, namesOf(choices)) : [];
      });
    case 'essay':
      return [{ text: words.byHand }];
    case 'description':
      return [];
    default:
      return assertNever(type);
  }
}

/** The answer of an imported question in lines a person can check; empty when there is none. */
export function answerLines(
  { type, options, correctAnswer }: ImportedQuestion,
  words: AnswerWords,
): readonly AnswerLine[] {
  const parsed = parseQuestionContent(type, options, correctAnswer);
  return parsed.ok ? linesOf(parsed.value, words) : [];
}
