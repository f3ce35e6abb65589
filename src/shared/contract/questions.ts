import { z } from 'zod';
import { optionalTextSchema, pointsSchema, stemSchema } from '../domain/questions';
import { command, query } from './define';

/** One question as stored; `options` and `correctAnswer` follow the schema of its type in the domain. */
export const questionRow = z.strictObject({
  id: z.string(),
  quizId: z.string(),
  type: z.string(),
  question: z.string(),
  options: z.json(),
  correctAnswer: z.json(),
  explanation: z.string().nullable(),
  points: z.number(),
  order: z.number(),
  /** Where it came from, when it was imported. */
  source: z
    .strictObject({
      file: z.string(),
      format: z.string(),
      line: z.number(),
      importId: z.string(),
      needsAttention: z.boolean(),
      problems: z.array(z.json()),
      losses: z.array(z.json()),
    })
    .nullable(),
  /** What the schema of its type has against it; empty when it can be used. */
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export type QuestionRow = z.output<typeof questionRow>;

/** What an editor sends; the engine checks it against the one schema of its type. */
export const questionInput = z.strictObject({
  type: z.string(),
  question: stemSchema,
  options: z.json(),
  correctAnswer: z.json(),
  explanation: optionalTextSchema.nullable().default(null),
  points: pointsSchema.default(1),
});

export const questions = {
  list: query(
    z.strictObject({ quizId: z.string() }),
    z.strictObject({ questions: z.array(questionRow) }),
    ['Question', 'lectern_question_source'],
  ),
  create: command(
    z.strictObject({
      quizId: z.string(),
      question: questionInput,
      /** Zero-based place; the end when left out. */
      at: z.int().min(0).optional(),
    }),
    z.strictObject({ id: z.string() }),
  ),
  update: command(z.strictObject({ id: z.string(), question: questionInput }), z.strictObject({})),
  remove: command(
    z.strictObject({ ids: z.array(z.string()).min(1).max(10_000) }),
    z.strictObject({ removed: z.number() }),
  ),
  move: command(z.strictObject({ id: z.string(), to: z.int().min(0) }), z.strictObject({})),
  duplicate: command(z.strictObject({ id: z.string() }), z.strictObject({ id: z.string() })),
  export: command(
    z.strictObject({ quizId: z.string(), format: z.string(), file: z.string() }),
    z.strictObject({
      file: z.string(),
      written: z.number(),
      losses: z.array(z.strictObject({ id: z.string(), field: z.string(), text: z.string() })),
    }),
  ),
} as const;
