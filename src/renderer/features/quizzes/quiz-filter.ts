import type { QuizRow } from '../../../shared/contract/quizzes';

export const quizStates = ['all', 'drafts', 'published', 'attention'] as const;

export type QuizState = (typeof quizStates)[number];

const isIn: { readonly [state in QuizState]: (quiz: QuizRow) => boolean } = {
  all: () => true,
  drafts: ({ isPublished }) => !isPublished,
  published: ({ isPublished }) => isPublished,
  attention: ({ needsAttention }) => needsAttention > 0,
};

/** The state a text of the address names; anything else means all. */
export function readQuizState(text: string): QuizState {
  return quizStates.find((state) => state === text) ?? 'all';
}

/** The quizzes in a state. */
export function quizzesIn(quizzes: readonly QuizRow[], state: QuizState): readonly QuizRow[] {
  return state === 'all' ? quizzes : quizzes.filter(isIn[state]);
}
