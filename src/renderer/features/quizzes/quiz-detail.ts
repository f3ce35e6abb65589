import type { OutputOf } from '../../../shared/contract/define';
import type { quizzes } from '../../../shared/contract/quizzes';

/** A quiz with its settings, as `quizzes.get` answers. */
export type QuizDetail = OutputOf<typeof quizzes.get>;
