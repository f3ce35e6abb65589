import { z } from 'zod';
import { titleSchema } from '../domain/courses';
import { command, query } from './define';

const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  line: z.number(),
  column: z.number().optional(),
});
const loss = z.strictObject({ field: z.string(), text: z.string() });

export const importedQuestion = z.strictObject({
  /** Place of the draft in the preview, counted from 0 over all files. */
  index: z.number(),
  line: z.number(),
  title: z.string().nullable(),
  stem: z.string(),
  type: z.string(),
  status: z.enum(['imported', 'needs_attention', 'duplicate', 'rejected']),
  options: z.json(),
  correctAnswer: z.json(),
  explanation: z.string().nullable(),
  points: z.number(),
  raw: z.string(),
  problems: z.array(problem),
  losses: z.array(loss),
});
export type ImportedQuestion = z.output<typeof importedQuestion>;

const fileSummary = z.strictObject({
  file: z.string(),
  format: z.string(),
  formatReason: z.string(),
  encoding: z.string(),
  found: z.number(),
  imported: z.number(),
  needsAttention: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  /** Columns of a table-like file, for the mapping. */
  columns: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  /** Why the file could not be read at all, when it could not. */
  failure: z.string().nullable(),
});
export type ImportFileSummary = z.output<typeof fileSummary>;

/** How a person says one source is to be read; wins over what is said for all of them. */
const reading = {
  format: z.string().optional(),
  encoding: z.string().optional(),
  mapping: z.record(z.string(), z.string()).optional(),
};

export const importSource = z.union([
  z.strictObject({ path: z.string(), ...reading }),
  z.strictObject({ name: z.string(), text: z.string().max(50_000_000), ...reading }),
]);
export type ImportSource = z.output<typeof importSource>;

/** Bringing question banks in: preview first, then one transaction, undone whole. */
export const imports = {
  preview: command(
    z.strictObject({
      sources: z.array(importSource).min(1).max(200),
      /** The quiz whose questions count as already there; none for a new quiz. */
      quizId: z.string().nullable().default(null),
      format: z.string().optional(),
      encoding: z.string().optional(),
      mapping: z.record(z.string(), z.string()).optional(),
      /** Chosen by the caller who wants to page the preview while it is still being read. */
      previewId: z.string().min(8).max(64).optional(),
    }),
    z.strictObject({ previewId: z.string(), files: z.array(fileSummary) }),
  ),
  page: query(
    z.strictObject({
      previewId: z.string(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(100),
      /** The rule under which the status of each question is shown. */
      duplicates: z.enum(['skip', 'keep', 'update']).default('skip'),
      status: z.enum(['imported', 'needs_attention', 'duplicate', 'rejected']).optional(),
    }),
    z.strictObject({
      total: z.number(),
      /** False while the files are still being read. */
      complete: z.boolean(),
      questions: z.array(importedQuestion),
    }),
  ),
  accept: command(
    z.strictObject({
      previewId: z.string(),
      target: z.union([
        z.strictObject({ quizId: z.string() }),
        z.strictObject({
          newQuiz: titleSchema,
          courseId: z.string().nullable().default(null),
        }),
      ]),
      duplicates: z.enum(['skip', 'keep', 'update']).default('skip'),
      /** Indexes of drafts the person left out. */
      skip: z.array(z.int().min(0)).default([]),
    }),
    z.strictObject({
      /** Empty when everything was there already and nothing was stored. */
      importId: z.string(),
      quizId: z.string(),
      files: z.array(fileSummary),
    }),
  ),
  discard: command(z.strictObject({ previewId: z.string() }), z.strictObject({})),
  list: query(
    z.strictObject({}),
    z.strictObject({
      imports: z.array(
        z.strictObject({
          importId: z.string(),
          at: z.string(),
          quizId: z.string().nullable(),
          quizTitle: z.string().nullable(),
          files: z.array(z.string()),
          imported: z.number(),
          undone: z.boolean(),
        }),
      ),
    }),
    ['lectern_import', 'Quiz'],
  ),
  undo: command(
    z.strictObject({ importId: z.string() }),
    z.strictObject({ undone: z.string(), removed: z.number() }),
  ),
} as const;
