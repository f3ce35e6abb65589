import type { InputOf } from '../../src/shared/contract/define';
import type { imports } from '../../src/shared/contract/imports';
import { expectOk, type TestEngine } from './engine';

type PreviewInput = Partial<InputOf<(typeof imports)['preview']>>;

export async function preview(
  { client }: TestEngine,
  text: string,
  more: PreviewInput = {},
  name = 'bank.gift',
) {
  return expectOk(await client.imports.preview({ sources: [{ name, text }], ...more }));
}

export async function importInto(
  place: TestEngine,
  quizId: string,
  text: string,
  duplicates: 'skip' | 'keep' | 'update' = 'skip',
) {
  const { previewId } = await preview(place, text, { quizId });
  return expectOk(await place.client.imports.accept({ previewId, target: { quizId }, duplicates }));
}

/** Every row of every table that an import may touch, as text. */
export function contents({ sql }: TestEngine): string {
  const tables = [
    'Quiz',
    'Question',
    'lectern_import',
    'lectern_question_source',
    'Course',
    'QuizAttempt',
  ];
  return JSON.stringify(
    tables.map((table) => sql.prepare(`SELECT * FROM "${table}" ORDER BY 1`).all()),
  );
}

export const countOf = ({ sql }: TestEngine, quizId: string): number =>
  Number(sql.prepare('SELECT count(*) FROM Question WHERE quizId = ?').pluck().get(quizId));
