import { z } from 'zod';

/** The fixed words of a certificate; part of the snapshot, so that a later wording never reprints. */
export const certificateWordsSchema = z.strictObject({
  title: z.string(),
  certifies: z.string(),
  completed: z.string(),
  issuedOn: z.string(),
  length: z.string(),
  code: z.string(),
  verify: z.string(),
});

/**
 * Everything a certificate says, as printed. The page is made from this alone, so rendering it
 * again after an interruption, a rename or a new template gives the same bytes.
 */
export const certificateSnapshotSchema = z.strictObject({
  layout: z.literal('classic-1'),
  /** BCP 47 tag of the fixed words. */
  language: z.string(),
  words: certificateWordsSchema,
  /** Canonical code, ungrouped. */
  code: z.string(),
  /** The code as printed, in groups. */
  printedCode: z.string(),
  /** What the QR code holds. */
  verificationUrl: z.string(),
  learnerName: z.string(),
  courseTitle: z.string(),
  /** UTC instant, ISO 8601. */
  issuedAt: z.string(),
  printedDate: z.string(),
  /** Such as "24 hours"; null when the course has no stated length. */
  printedLength: z.string().nullable(),
  /** The issuing body printed at the top; null leaves the place empty. */
  issuer: z.string().nullable(),
  /** The person under the signature line; null leaves the line for a pen. */
  signatory: z.string().nullable(),
  /** What the signature line is for, such as "Course author". */
  signatoryRole: z.string(),
});

export type CertificateSnapshot = z.output<typeof certificateSnapshotSchema>;
export type CertificateWords = z.output<typeof certificateWordsSchema>;

const printedFactsSchema = z.object({ learnerName: z.string(), courseTitle: z.string() });

/** What a list shows of a certificate without rendering it. */
export type PrintedFacts = z.output<typeof printedFactsSchema>;

/** The names in a stored snapshot; those that an older or foreign snapshot lacks are empty. */
export function printedFacts(snapshot: string): PrintedFacts {
  const facts = printedFactsSchema.partial().safeParse(JSON.parse(snapshot));
  const known = facts.success ? facts.data : {};
  return { learnerName: known.learnerName ?? '', courseTitle: known.courseTitle ?? '' };
}
