import type { ReadableDb } from '../storage/database';
import { contentHash } from './content-hash';
import type { Known } from './duplicates';

/** The questions of a quiz as the search for duplicates needs them. */
export function knownQuestions(db: ReadableDb, quizId: string): Known[] {
  const rows = db.all(
    db.from
      .selectFrom('Question as q')
      .leftJoin('lectern_question_source as s', 's.question_id', 'q.id')
      .where('q.quizId', '=', quizId)
      .select(['q.id', 'q.type', 'q.question', 'q.options', 'q.correctAnswer', 's.title'])
      .select(['s.needs_attention as waits', 's.content_hash as hash'])
      .orderBy('q.order'),
  );
  return rows.map(({ id, type, question, options, correctAnswer, title, waits, hash }) => ({
    id,
    title,
    // What waits for a person is known by its source; all else by what it says now.
    contentHash:
      waits === 1 && hash !== null
        ? hash
        : contentHash({
            type,
            question,
            options: JSON.parse(options ?? '{}'),
            correctAnswer: JSON.parse(correctAnswer),
          }),
  }));
}

/** The highest place in a quiz, 0 when it is empty. */
export function lastPlace(db: ReadableDb, quizId: string): number {
  const row = db.first(
    db.from
      .selectFrom('Question')
      .where('quizId', '=', quizId)
      .select((e) => e.fn.max('order').as('place')),
  );
  return Number(row?.place ?? 0);
}

/** The title of a quiz; undefined when there is none. */
export function quizTitleOf(db: ReadableDb, quizId: string): string | undefined {
  return db.first(db.from.selectFrom('Quiz').select('title').where('id', '=', quizId))?.title;
}

/** Whether a course is there. */
export function isCourse(db: ReadableDb, courseId: string): boolean {
  return (
    db.first(db.from.selectFrom('Course').select('id').where('id', '=', courseId)) !== undefined
  );
}

/** Whether a question has a row that says where it came from. */
export function hasSource(db: ReadableDb, questionId: string): boolean {
  const row = db.first(
    db.from
      .selectFrom('lectern_question_source')
      .select('question_id')
      .where('question_id', '=', questionId),
  );
  return row !== undefined;
}

/** Titles that questions of a quiz had where they came from. */
export function sourceTitles(db: ReadableDb, quizId: string): ReadonlyMap<string, string | null> {
  const rows = db.all(
    db.from
      .selectFrom('lectern_question_source as s')
      .innerJoin('Question as q', 'q.id', 's.question_id')
      .where('q.quizId', '=', quizId)
      .select(['s.question_id as id', 's.title']),
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** One import as the journal tells it, whether it stands or was undone. */
export type PastImport = {
  readonly importId: string;
  readonly actionId: string;
  readonly at: string;
  readonly quizId: string;
  readonly quizTitle: string | null;
  readonly files: readonly string[];
  readonly imported: number;
  readonly undone: boolean;
};

/**
 * Imports, newest first. They are read from the journal and not from `lectern_import`, because an
 * undo takes an import's row back together with its questions.
 */
export function listImports(db: ReadableDb, importId?: string): PastImport[] {
  let query = db.from
    .selectFrom('lectern_operation as o')
    .innerJoin('lectern_action as a', 'a.id', 'o.action_id')
    .where('o.table_name', '=', 'lectern_import')
    .where('o.kind', '=', 'insert')
    .where('a.kind', '=', 'do')
    .select([
      'o.row_key as importId',
      'a.id as actionId',
      'a.at',
      'o.after',
      'a.undone_by as undoneBy',
    ])
    .orderBy('a.seq', 'desc');
  if (importId !== undefined) query = query.where('o.row_key', '=', importId);
  return db.all(query).map(({ after, undoneBy, ...row }) => {
    // The recorder wrote the row of lectern_import as it was stored, under that table's CHECKs.
    const stored = JSON.parse(after ?? '{}') as {
      quiz_id: string;
      files: string;
      imported: number;
    };
    return {
      ...row,
      quizId: stored.quiz_id,
      quizTitle: quizTitleOf(db, stored.quiz_id) ?? null,
      files: JSON.parse(stored.files) as readonly string[], // written by `apply`, a list of names
      imported: stored.imported,
      undone: undoneBy !== null,
    };
  });
}

/** How many questions an action added. */
export function questionsAddedBy(db: ReadableDb, actionId: string): number {
  const row = db.first(
    db.from
      .selectFrom('lectern_operation')
      .where('action_id', '=', actionId)
      .where('table_name', '=', 'Question')
      .where('kind', '=', 'insert')
      .select((e) => e.fn.countAll<number>().as('n')),
  );
  return row?.n ?? 0;
}
