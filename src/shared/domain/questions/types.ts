/**
 * The ten kinds of question, in the order lists and menus show them. The ids are what
 * `Question.type` stores; labels are English and only a fallback for catalogues.
 */
export const QUESTION_TYPES = [
  { type: 'single_choice', label: 'Single choice' },
  { type: 'multiple_choice', label: 'Multiple choice' },
  { type: 'true_false', label: 'True or false' },
  { type: 'short_answer', label: 'Short answer' },
  { type: 'numeric', label: 'Numeric' },
  { type: 'matching', label: 'Matching' },
  { type: 'ordering', label: 'Ordering' },
  { type: 'fill_blanks', label: 'Fill in the blanks' },
  { type: 'essay', label: 'Essay' },
  { type: 'description', label: 'Description' },
] as const;

export type QuestionType = (typeof QUESTION_TYPES)[number]['type'];

/** The ids alone, in the same order. */
export const questionTypes: readonly QuestionType[] = QUESTION_TYPES.map(({ type }) => type);

/** Says whether a stored text is one of the ten type ids. */
export function isQuestionType(text: unknown): text is QuestionType {
  return questionTypes.some((type) => type === text);
}
