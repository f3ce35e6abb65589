import type { EngineClient } from '../../../shared/contract';

/** The answers of an attempt, as the contract takes them. */
export type Answers = Parameters<EngineClient['attempts']['record']>[0]['answers'];
export type Answer = Answers[string];

type Fields = { readonly [key: string]: Answer };

function fieldsOf(value: Answer | undefined): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  // Seam: narrowing a JSON value by hand; the engine judges what is made of it.
  return isObject ? (value as Fields) : {};
}

function listOf(value: Answer | undefined): Answer[] {
  return Array.isArray(value) ? value : [];
}

/** The first accepted text or number as a learner types it. */
function typed(key: Fields): Answer {
  const first = fieldsOf(listOf(key.accepted)[0]);
  return String(first.text ?? first.value ?? first.min ?? '');
}

function tickedIds(key: Fields): Answer[] {
  return Object.entries(fieldsOf(key.weights))
    .filter(([, weight]) => Number(weight) > 0)
    .map(([id]) => id);
}

/**
 * What a learner gives who knows it all, from a question's stored key; undefined where there is
 * nothing to know (an essay gets a sentence, a description nothing).
 */
export function rightAnswer(question: {
  readonly type: string;
  readonly correctAnswer: Answer;
}): Answer | undefined {
  const key = fieldsOf(question.correctAnswer);
  switch (question.type) {
    case 'single_choice':
      return { optionId: key.optionId ?? '' };
    case 'multiple_choice':
      return { optionIds: tickedIds(key) };
    case 'true_false':
      return { value: key.value ?? false };
    case 'short_answer':
    case 'numeric':
      return { text: typed(key) };
    case 'matching':
      return { pairs: listOf(key.pairs) };
    case 'ordering':
      return { order: listOf(key.order) };
    case 'fill_blanks': {
      const blanks = Object.entries(fieldsOf(key.blanks)).map(([id, blank]) => {
        const fields = fieldsOf(blank);
        return [id, fields.optionId ?? typed(fields)] as const;
      });
      return { blanks: Object.fromEntries(blanks) };
    }
    case 'essay':
      return {
        text: 'There are far more untidy states than tidy ones, and nothing prefers the few.',
      };
    default:
      return undefined;
  }
}
