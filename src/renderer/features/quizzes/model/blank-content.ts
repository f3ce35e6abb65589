import { assertNever } from '../../../../shared/kernel/assert-never';
import type { QuestionType } from '../../../../shared/domain/questions';
import type { DraftContent, Json } from './draft-content';

type TypedPart = { readonly options: Json; readonly correctAnswer: Json };

function blankPart(type: QuestionType, newId: () => string): TypedPart {
  const part = (): { id: string; text: string } => ({ id: newId(), text: '' });
  switch (type) {
    case 'single_choice':
      return { options: [part(), part()], correctAnswer: { optionId: '' } };
    case 'multiple_choice':
      return { options: [part(), part()], correctAnswer: { weights: {} } };
    case 'true_false':
      return { options: {}, correctAnswer: {} };
    case 'short_answer': {
      const accepted = [{ text: '', weight: 1 }];
      return { options: {}, correctAnswer: { accepted, caseSensitive: false, wildcards: false } };
    }
    case 'numeric':
      return {
        options: {},
        correctAnswer: { accepted: [{ value: 0, tolerance: 0, weight: 1 }] },
      };
    case 'matching': {
      const left = [part(), part()];
      const right = [part(), part()];
      const pairs = left.map(({ id }, at) => [id, right[at]?.id ?? '']);
      return { options: { left, right }, correctAnswer: { pairs } };
    }
    case 'ordering': {
      const items = [part(), part()];
      return { options: items, correctAnswer: { order: items.map(({ id }) => id) } };
    }
    case 'fill_blanks': {
      const accepted = [{ text: '', weight: 1 }];
      const key = { accepted, caseSensitive: false, wildcards: false };
      return {
        options: { blanks: [{ id: 'b1', kind: 'text' }] },
        correctAnswer: { blanks: { b1: key } },
      };
    }
    case 'essay':
    case 'description':
      return { options: {}, correctAnswer: {} };
    default:
      return assertNever(type);
  }
}

/** A question of this type with nothing written yet; descriptions are worth nothing. */
export function blankContent(type: QuestionType, newId: () => string): DraftContent {
  const points = type === 'description' ? 0 : 1;
  return { type, question: '', explanation: '', points, ...blankPart(type, newId) };
}
