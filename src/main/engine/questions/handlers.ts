import type { z } from 'zod';
import type { questionInput, questions } from '../../../shared/contract/questions';
import { insertAt, moveWithin, renumbered } from '../../../shared/domain/arrangement';
import { parseQuestion, type Question } from '../../../shared/domain/questions';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { quoted } from '../fields/change-label';
import { exportQuestions } from '../import/export-questions';
import type { Edit } from '../journal/edit';
import type { Handlers } from '../rpc/handlers';
import type { ReadableDb } from '../storage/database';
import { awaitsAttention, findQuestion, questionPlaces, quizTitle } from './repository';
import { questionsOf } from './questions-of';
import { toColumns } from './stored-question';

/** Questions of a quiz: reading, writing, ordering; importing them is a topic of its own. */
export const questionHandlers: Handlers<typeof questions> = {
  list: ({ quizId }, { workspace: { read } }) => {
    requireQuiz(read, quizId);
    return ok({ questions: questionsOf(read, quizId) });
  },

  create: ({ quizId, question, at }, { workspace: { read }, edit, newId }) => {
    const title = requireQuiz(read, quizId);
    const columns = toColumns(checked(question));
    const id = newId();
    edit({ name: 'question.create', label: `new question in ${quoted(title)}` }, (change) => {
      addQuestion(change, { id, quizId, ...columns }, at);
    });
    return ok({ id });
  },

  update: ({ id, question }, { workspace: { read }, edit }) => {
    const { quizId } = findQuestion(read, id) ?? noQuestion(id);
    const columns = toColumns(checked(question));
    edit({ name: 'question.update', label: `question ${numberOf(read, id, quizId)}` }, (change) => {
      change.update('Question', id, columns);
      // A person has looked at it, and it passed the check above.
      if (awaitsAttention(change, id)) {
        change.update('lectern_question_source', id, { needs_attention: 0 });
      }
    });
    return ok({});
  },

  remove: ({ ids }, { workspace: { read }, edit }) => {
    const wanted = [...new Set(ids)];
    const quizIds = new Set(wanted.map((id) => (findQuestion(read, id) ?? noQuestion(id)).quizId));
    edit({ name: 'question.remove', label: removalLabel(read, wanted) }, (change) => {
      for (const id of wanted) change.remove('Question', id);
      for (const quizId of quizIds) renumber(change, questionPlaces(change, quizId));
    });
    return ok({ removed: wanted.length });
  },

  move: ({ id, to }, { workspace: { read }, edit }) => {
    const { quizId } = findQuestion(read, id) ?? noQuestion(id);
    const label = `reorder question ${numberOf(read, id, quizId)}`;
    edit({ name: 'question.move', label }, (change) => {
      renumber(change, moveWithin(questionPlaces(change, quizId), id, to));
    });
    return ok({});
  },

  duplicate: ({ id }, { workspace: { read }, edit, newId }) => {
    const { quizId, source: _, ...original } = findQuestion(read, id) ?? noQuestion(id);
    const place = numberOf(read, id, quizId);
    const copy = newId();
    edit({ name: 'question.duplicate', label: `copy of question ${place}` }, (change) => {
      const { options, correctAnswer, order: __, ...rest } = original;
      const columns = {
        ...rest,
        options: options === null ? null : JSON.stringify(options),
        correctAnswer: JSON.stringify(correctAnswer),
      };
      addQuestion(change, { ...columns, id: copy, quizId }, place);
    });
    return ok({ id: copy });
  },

  export: exportQuestions,
};

type NewQuestion = {
  readonly id: string;
  readonly quizId: string;
  readonly type: string;
  readonly question: string;
  readonly options: string | null;
  readonly correctAnswer: string;
  readonly explanation: string | null;
  readonly points: number;
};

/** Makes room at the zero-based index `at` (the end when left out) and puts the question there. */
function addQuestion(change: Edit, row: NewQuestion, at: number | undefined): void {
  const places = questionPlaces(change, row.quizId);
  const index = Math.min(at ?? places.length, places.length);
  renumber(change, insertAt(places, { id: row.id, place: index + 1 }, index));
  change.insert('Question', { ...row, order: index + 1, createdAt: change.at });
}

function renumber(change: Edit, places: Parameters<typeof renumbered>[0]): void {
  for (const { id, place } of renumbered(places)) change.update('Question', id, { order: place });
}

function checked(input: z.output<typeof questionInput>): Question {
  const parsed = parseQuestion({ ...input, order: 0 });
  if (parsed.ok) return parsed.value;
  const problems = parsed.error.map(({ path, message }) => ({ path, message }));
  const words = problems.map(({ path, message }) =>
    path === '' ? message : `${path}: ${message}`,
  );
  return fail(
    'bad_input',
    `The question is not finished: ${words.join('; ')}. Nothing was changed.`,
    {
      problems,
    },
  );
}

/** The number a person sees beside a question: its place in the quiz, from 1. */
function numberOf(db: ReadableDb, id: string, quizId: string): number {
  return questionPlaces(db, quizId).findIndex((row) => row.id === id) + 1;
}

function removalLabel(db: ReadableDb, ids: readonly string[]): string {
  const [id] = ids;
  const only = ids.length === 1 && id !== undefined ? findQuestion(db, id) : undefined;
  if (!only) return `remove ${ids.length} questions`;
  return `remove question ${numberOf(db, only.id, only.quizId)}`;
}

function requireQuiz(db: ReadableDb, quizId: string): string {
  return (
    quizTitle(db, quizId) ??
    fail('not_found', `There is no quiz ${quizId}. It may have been removed.`, { quizId })
  );
}

function noQuestion(id: string): never {
  return fail(
    'not_found',
    `There is no question ${id}. It may have been removed. Nothing was changed.`,
    {
      id,
    },
  );
}
