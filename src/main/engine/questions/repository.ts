import type { JsonValue } from '../../../shared/kernel/errors';
import type { Placed } from '../../../shared/domain/arrangement';
import type { ReadableDb } from '../storage/database';
import type { UncheckedQuestion } from './stored-question';

function questionRows(db: ReadableDb) {
  return db.from
    .selectFrom('Question as q')
    .leftJoin('lectern_question_source as s', 's.question_id', 'q.id')
    .select(['q.id', 'q.quizId', 'q.type', 'q.question', 'q.options', 'q.correctAnswer'])
    .select(['q.explanation', 'q.points', 'q.order'])
    .select(['s.file', 's.format', 's.line', 's.import_id as importId'])
    .select(['s.needs_attention as needsAttention', 's.problems', 's.losses'])
    .orderBy('q.order')
    .orderBy('q.id');
}

type StoredRow =
  ReturnType<ReturnType<typeof questionRows>['execute']> extends Promise<(infer R)[]> ? R : never;

function toQuestion(row: StoredRow): UncheckedQuestion {
  const { id, quizId, type, question, explanation, points, order } = row;
  return {
    id,
    quizId,
    type,
    question,
    options: row.options === null ? null : toJson(row.options),
    correctAnswer: toJson(row.correctAnswer),
    explanation,
    points,
    order,
    source: toSource(row),
  };
}

function toSource(row: StoredRow): UncheckedQuestion['source'] {
  const { file, format, line, importId } = row;
  if (file === null || format === null || line === null || importId === null) return null;
  return {
    file,
    format,
    line,
    importId,
    needsAttention: row.needsAttention === 1,
    problems: toList(row.problems),
    losses: toList(row.losses),
  };
}

/** A CHECK of the table keeps these columns to valid JSON. */
function toJson(text: string): JsonValue & QuestionJson {
  return JSON.parse(text) as JsonValue & QuestionJson;
}
type QuestionJson = UncheckedQuestion['options'];

function toList(text: string | null): QuestionJson[] {
  const value = toJson(text ?? '[]');
  return Array.isArray(value) ? value : [];
}

/** Questions of a quiz in their order. */
export function listQuestions(db: ReadableDb, quizId: string): UncheckedQuestion[] {
  return db.all(questionRows(db).where('q.quizId', '=', quizId)).map(toQuestion);
}

export function findQuestion(db: ReadableDb, id: string): UncheckedQuestion | undefined {
  const row = db.first(questionRows(db).where('q.id', '=', id));
  return row && toQuestion(row);
}

/** The questions of a quiz and the places they have. */
export function questionPlaces(db: ReadableDb, quizId: string): Placed[] {
  return db.all(
    db.from
      .selectFrom('Question')
      .select(['id', 'order as place'])
      .where('quizId', '=', quizId)
      .orderBy('order')
      .orderBy('id'),
  );
}

/** The title of a quiz; undefined when there is no such quiz. */
export function quizTitle(db: ReadableDb, quizId: string): string | undefined {
  return db.first(db.from.selectFrom('Quiz').select('title').where('id', '=', quizId))?.title;
}

/** Whether a question came from an import and still waits for a person's eye. */
export function awaitsAttention(db: ReadableDb, questionId: string): boolean {
  const row = db.first(
    db.from
      .selectFrom('lectern_question_source')
      .select('needs_attention as waits')
      .where('question_id', '=', questionId),
  );
  return row?.waits === 1;
}
