import { z } from 'zod';

/**
 * An archive is one JSON value a line: the header, then rows and values, then the end with the
 * counts and a checksum over everything before it. A file that was cut off has no end.
 */
export const archiveHeader = z.strictObject({
  format: z.literal('lectern-archive'),
  version: z.literal(1),
  engine: z.literal('sqlite'),
  at: z.string(),
  who: z.string(),
  /** The steps that were reverted, in the order in which they were. */
  steps: z.array(z.string()),
});
export type ArchiveHeader = z.output<typeof archiveHeader>;

const storedValue = z.union([z.string(), z.number(), z.null()]);
export type ArchivedRow = Readonly<Record<string, z.output<typeof storedValue>>>;

const rowLine = z.strictObject({ table: z.string(), row: z.record(z.string(), storedValue) });
const valueLine = z.strictObject({
  table: z.string(),
  column: z.string(),
  id: z.string(),
  value: storedValue,
});

/** One line between header and end. */
export const archiveLine = z.union([rowLine, valueLine]);
export type ArchiveLine = z.output<typeof archiveLine>;

export const archiveEnd = z.strictObject({
  end: z.literal(true),
  counts: z.record(z.string(), z.number()),
  sha256: z.string(),
});
