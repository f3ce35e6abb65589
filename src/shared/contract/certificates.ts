import { z } from 'zod';
import { command, query } from './define';

export const certificateRow = z.strictObject({
  id: z.string(),
  code: z.string(),
  userId: z.string(),
  learnerName: z.string(),
  courseId: z.string(),
  courseTitle: z.string(),
  status: z.enum(['pending', 'issued', 'superseded', 'revoked']),
  version: z.number(),
  issuedAt: z.string(),
  file: z.string().nullable(),
  sha256: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CertificateRow = z.output<typeof certificateRow>;

export const reasonSchema = z.strictObject({
  code: z.string(),
  text: z.string(),
});

const certificateTables = [
  'Certificate',
  'lectern_certificate_detail',
  'lectern_person',
  'Course',
  'Chapter',
  'UserProgress',
  'QuizAttempt',
  'AssignmentSubmission',
];

/** Who may have a certificate, issuing it, and checking one. */
export const certificates = {
  list: query(
    z.strictObject({ courseId: z.string().optional() }),
    z.strictObject({ certificates: z.array(certificateRow) }),
    certificateTables,
  ),
  eligible: query(
    z.strictObject({ courseId: z.string() }),
    z.strictObject({
      rule: z.array(z.string()),
      eligible: z.array(z.strictObject({ userId: z.string(), learnerName: z.string().nullable() })),
      already: z.array(z.strictObject({ userId: z.string(), code: z.string() })),
      not: z.array(
        z.strictObject({
          learner: z.string(),
          learnerName: z.string().nullable(),
          reasons: z.array(reasonSchema),
        }),
      ),
    }),
    certificateTables,
  ),
  /** The page a learner would get, as PDF bytes in base64; nothing is stored. */
  preview: query(
    z.strictObject({ courseId: z.string(), userId: z.string() }),
    z.strictObject({ pdf: z.string(), problems: z.array(z.string()) }),
  ),
  /** Long: shows as a job. Everyone eligible when `learners` is left out. */
  issue: command(
    z.strictObject({
      courseId: z.string(),
      learners: z.array(z.string()).max(100_000).optional(),
      /** Folder for the files; the workspace's own certificate folder when left out. */
      out: z.string().optional(),
    }),
    z.strictObject({
      issued: z.array(
        z.strictObject({
          code: z.string(),
          file: z.string(),
          sha256: z.string(),
          learner: z.string(),
          learnerName: z.string(),
        }),
      ),
      skipped: z.array(z.strictObject({ learner: z.string(), reason: z.string() })),
      cancelled: z.boolean(),
    }),
  ),
  /** A code as typed, or the path of a PDF. */
  verify: query(
    z.strictObject({ code: z.string().max(4096) }),
    z.strictObject({
      status: z.enum(['valid', 'superseded', 'revoked', 'unknown', 'invalid']),
      message: z.string(),
      code: z.string().nullable(),
      learnerName: z.string().nullable(),
      course: z.string().nullable(),
      issuedAt: z.string().nullable(),
      checkedAgainst: z.string(),
    }),
    certificateTables,
  ),
  reissue: command(
    z.strictObject({ code: z.string(), name: z.string().optional(), out: z.string().optional() }),
    z.strictObject({ code: z.string(), file: z.string(), sha256: z.string() }),
  ),
  revoke: command(
    z.strictObject({ code: z.string(), reason: z.string().trim().min(1).max(1000) }),
    z.strictObject({ code: z.string() }),
  ),
} as const;
