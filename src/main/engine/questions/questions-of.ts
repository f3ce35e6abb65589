import type { ReadableDb } from '../storage/database';
import { listQuestions } from './repository';
import { withProblems, type StoredQuestion } from './stored-question';

/** All questions of a quiz in their order, each with its problems; for other topics. */
export function questionsOf(db: ReadableDb, quizId: string): StoredQuestion[] {
  return listQuestions(db, quizId).map(withProblems);
}
