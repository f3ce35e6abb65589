import type { QuestionContent } from '../../../../../shared/domain/questions';
import { giftMarkdown, type Reading } from './parts';

const truths = new Set(['T', 'TRUE']);
const falsehoods = new Set(['F', 'FALSE']);

/** The verdict before the first `#`, or undefined when the answers are no true or false. */
export function verdictOf(answers: string): boolean | undefined {
  const hash = answers.indexOf('#');
  const word = (hash > 0 ? answers.slice(0, hash) : answers).trim();
  if (truths.has(word)) return true;
  return falsehoods.has(word) ? false : undefined;
}

/** Reads `TRUE#when wrong#when right`. */
export function readTrueFalse(answers: string, value: boolean, reading: Reading): QuestionContent {
  const [wrong = '', right = ''] = feedbacks(answers).map((text) => giftMarkdown(text, reading));
  const forTrue = value ? right : wrong;
  const forFalse = value ? wrong : right;
  if (forTrue === '' && forFalse === '')
    return { type: 'true_false', options: {}, correctAnswer: { value } };
  const feedback = {
    ...(forTrue === '' ? {} : { true: forTrue }),
    ...(forFalse === '' ? {} : { false: forFalse }),
  };
  return { type: 'true_false', options: {}, correctAnswer: { value, feedback } };
}

/** At most two; a third `#` belongs to the second feedback. */
function feedbacks(answers: string): readonly string[] {
  const first = answers.indexOf('#');
  if (first === -1) return [];
  const second = answers.indexOf('#', first + 1);
  if (second === -1) return [answers.slice(first + 1)];
  return [answers.slice(first + 1, second), answers.slice(second + 1)];
}
