import type { quizzes } from '../../../shared/contract/quizzes';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { requireCourse, settlePlace } from '../courses/placement';
import { changeLabel, quoted } from '../fields/change-label';
import { toStored } from '../fields/to-stored';
import { questionsOf } from '../questions/questions-of';
import type { Handlers } from '../rpc/handlers';
import type { ReadableDb } from '../storage/database';
import { remembered } from '../storage/remembered';
import { findQuiz, listQuizzes, type QuizDetail } from './repository';
import { reviewQuiz } from './review';

/** Quizzes and their settings. */
export const quizHandlers: Handlers<typeof quizzes> = {
  list: ({ courseId }, { workspace }) => {
    const list = () => listQuizzes(workspace.read, courseId);
    return ok({ quizzes: remembered(workspace, `quizzes.list ${courseId ?? ''}`, list) });
  },

  get: ({ id }, { workspace }) => ok(findQuiz(workspace.read, id) ?? noQuiz(id)),

  create: ({ title, courseId }, { workspace: { read }, edit, newId }) => {
    if (courseId !== null) requireCourse(read, courseId);
    const id = newId();
    edit({ name: 'quiz.create', label: `new quiz ${quoted(title)}` }, (change) => {
      change.insert('Quiz', { id, title, courseId, createdAt: change.at, updatedAt: change.at });
    });
    return ok({ id });
  },

  update: ({ id, patch }, { workspace: { read }, edit }) => {
    const quiz = findQuiz(read, id) ?? noQuiz(id);
    if (patch.isPublished && !quiz.isPublished) refuseUnready(read, quiz);
    const place = settlePlace(read, quiz, patch);
    edit({ name: 'quiz.update', label: changeLabel(patch, quiz.title) }, (change) => {
      change.update('Quiz', id, { ...toStored(patch), ...place });
    });
    return ok({});
  },

  remove: ({ id }, { workspace: { read }, edit }) => {
    const quiz = findQuiz(read, id) ?? noQuiz(id);
    if (quiz.attempts > 0) {
      fail(
        'refused',
        `${quoted(quiz.title)} has ${quiz.attempts} attempts, which would go with it. Nothing was removed. Unpublish it instead: learners no longer see it and their results stay.`,
        { id, attempts: quiz.attempts },
      );
    }
    edit({ name: 'quiz.remove', label: `remove ${quoted(quiz.title)}` }, (change) => {
      change.remove('Quiz', id);
    });
    return ok({ removed: 1 });
  },

  review: ({ id }, { workspace: { read } }) => {
    const { blocks, notes } = review(read, findQuiz(read, id) ?? noQuiz(id));
    return ok({ blocks: [...blocks], notes: [...notes] });
  },
};

function review(db: ReadableDb, quiz: QuizDetail) {
  return reviewQuiz(quiz, questionsOf(db, quiz.id));
}

function refuseUnready(db: ReadableDb, quiz: QuizDetail): void {
  const { blocks } = review(db, quiz);
  if (blocks.length === 0) return;
  fail(
    'refused',
    `${quoted(quiz.title)} cannot be published yet: ${blocks.join(' ')} Nothing was changed.`,
    { blocks },
  );
}

function noQuiz(id: string): never {
  return fail('not_found', `There is no quiz ${id}. It may have been removed.`, { id });
}
