import { equalWeights } from '../../../../shared/domain/questions';
import type { QuestionType } from '../../../../shared/domain/questions';
import { acceptedOf } from './accepted';
import { blankContent } from './blank-content';
import { optionsOf, weightOf } from './choices';
import type { Option } from './choices';
import type { DraftContent, Json } from './draft-content';
import { truthOf } from './true-false';

const withOptionList: readonly string[] = ['single_choice', 'multiple_choice', 'ordering'];

type Carried = { readonly options: readonly Option[]; readonly right: readonly string[] };

/** What of the present answer another type can use: a list of texts, and which of them are right. */
function carried(content: DraftContent, newId: () => string): Carried {
  if (withOptionList.includes(content.type)) {
    const options = optionsOf(content);
    const right = options.filter(({ id }) => weightOf(content, id) > 0).map(({ id }) => id);
    return { options, right: content.type === 'ordering' ? [] : right };
  }
  if (content.type === 'short_answer') {
    const options = acceptedOf(content).map(({ text }) => ({ id: newId(), text }));
    return { options, right: options.map(({ id }) => id) };
  }
  return { options: [], right: [] };
}

function typedPart(
  type: QuestionType,
  { options, right }: Carried,
): { readonly options: Json; readonly correctAnswer: Json } | undefined {
  const list = options.map((option) => ({ ...option }));
  const bare = options.map(({ id, text }) => ({ id, text }));
  switch (type) {
    case 'single_choice':
      return { options: list, correctAnswer: { optionId: right[0] ?? '' } };
    case 'multiple_choice':
      return { options: list, correctAnswer: { weights: { ...equalWeights(right) } } };
    case 'ordering':
      return { options: bare, correctAnswer: { order: bare.map(({ id }) => id) } };
    case 'short_answer': {
      const accepted = options
        .filter(({ id }) => right.includes(id))
        .map(({ text }) => ({ text, weight: 1 }));
      if (accepted.length === 0) return undefined;
      return { options: {}, correctAnswer: { accepted, caseSensitive: false, wildcards: false } };
    }
    default:
      return undefined;
  }
}

/**
 * The question as another type: stem, explanation and points stay, and so does what the other type
 * has a place for (options, which of them are right, accepted answers). The rest begins anew.
 */
export function changeType(
  content: DraftContent,
  type: QuestionType,
  newId: () => string,
): DraftContent {
  const fresh = blankContent(type, newId);
  const { question, explanation } = content;
  const points = type === 'description' ? 0 : content.points || 1;
  const from = carried(content, newId);
  const isStatement = content.type === 'true_false' && type === 'single_choice';
  const base = { ...fresh, question, explanation, points };
  if (isStatement) return { ...base, ...statementOptions(truthOf(content), newId) };
  if (from.options.length === 0) return base;
  return { ...base, ...typedPart(type, from) };
}

function statementOptions(truth: boolean | undefined, newId: () => string) {
  const options = [
    { id: newId(), text: 'True' },
    { id: newId(), text: 'False' },
  ];
  const right = truth === undefined ? undefined : options[truth ? 0 : 1];
  return { options, correctAnswer: { optionId: right?.id ?? '' } };
}
