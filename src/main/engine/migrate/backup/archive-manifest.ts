import { z } from 'zod';

/** What an entry of an archive holds: rows of a table, or the values of one added column. */
const archivedTable = z.strictObject({
  /** `Quiz`, `lectern.grade`, or `Course.xpReward`. */
  object: z.string(),
  schema: z.string(),
  table: z.string(),
  /** Present when only the values of this column are kept, beside the id of their row. */
  column: z.string().nullable(),
  columns: z.array(z.string()).min(1),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
  /** Over the rows as the server has them, in any order; null where it was not taken. */
  checksum: z.string().nullable(),
  /** Over columns, keys, checks and indexes; null where it was not taken. */
  definition: z.string().nullable(),
  /** The entry of the zip: `COPY` text. */
  file: z.string(),
});
export type ArchivedTable = z.output<typeof archivedTable>;

/**
 * An archive of a Postgres database is a zip: this manifest, one file in the text format of
 * `COPY` for each table, and for a backup the SQL that makes the tables. The same for what a
 * rollback removes and for a backup where no `pg_dump` can be used.
 */
export const archiveManifest = z.strictObject({
  format: z.literal('lectern-archive'),
  version: z.literal(2),
  kind: z.enum(['backup', 'rollback']),
  engine: z.literal('postgres'),
  server: z.string(),
  at: z.string(),
  who: z.string(),
  lecternVersion: z.string(),
  /** Rollback: the steps that were reverted, in that order. Backup: the steps applied. */
  steps: z.array(z.string()),
  tables: z.array(archivedTable),
});
export type ArchiveManifest = z.output<typeof archiveManifest>;

/** What the writer of an archive says of it. */
export type ArchiveAbout = Pick<
  ArchiveManifest,
  'kind' | 'server' | 'at' | 'who' | 'lecternVersion' | 'steps'
>;

export const manifestName = 'manifest.json';
