import { createHash } from 'node:crypto';
import type { Submission } from './repository';

/**
 * Names the version of a submission that a grader sees: it changes whenever the learner hands in
 * again, so a grade is never given to work nobody has read.
 */
export function versionKey(
  submission: Pick<Submission, 'submittedAt' | 'content' | 'fileUrls'>,
): string {
  const { submittedAt, content, fileUrls } = submission;
  return createHash('sha256')
    .update(JSON.stringify([submittedAt, content, fileUrls]))
    .digest('hex')
    .slice(0, 24);
}
