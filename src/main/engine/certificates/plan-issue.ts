import { cleanPrintedText } from '../../../shared/domain/certificates';
import type { ReadableDb } from '../storage/database';
import { courseEligibility } from './eligibility';
import { latestVersions } from './repository';

/** A learner who does not get a certificate, and why. */
export type Skipped = { readonly learner: string; readonly reason: string };

export type IssuePlan = {
  readonly learners: readonly { readonly userId: string; readonly name: string }[];
  readonly skipped: readonly Skipped[];
};

/** The printable name of a learner, or why there is none. */
function printable(userId: string, name: string | null): { name: string } | Skipped {
  if (name === null) {
    return { learner: userId, reason: 'No name is known; import a roster that has this learner' };
  }
  const clean = cleanPrintedText(name);
  if (clean.ok) return { name: clean.value };
  return { learner: userId, reason: `The name cannot be printed. ${clean.error.message}` };
}

/**
 * Decides who gets a certificate now. Learners who were named but do not qualify or already have
 * one are skipped with the reason; when nobody is named, only those who qualify are looked at.
 */
export function planIssue(
  db: ReadableDb,
  courseId: string,
  named: readonly string[] | undefined,
): IssuePlan {
  const verdict = courseEligibility(db, courseId, named);
  const versions = latestVersions(db, courseId);
  const learners: IssuePlan['learners'][number][] = [];
  const skipped: Skipped[] = [];
  for (const { userId, learnerName } of verdict.eligible) {
    if (versions.get(userId)?.status === 'pending') continue;
    const result = printable(userId, learnerName);
    if ('reason' in result) skipped.push(result);
    else learners.push({ userId, name: result.name });
  }
  if (named === undefined) return { learners, skipped };
  for (const { userId, code } of verdict.already) {
    const isRevoked = versions.get(userId)?.status === 'revoked';
    const reason = isRevoked
      ? `The certificate ${code} was revoked; reissue it if that was wrong`
      : `Already has the certificate ${code}`;
    skipped.push({ learner: userId, reason });
  }
  for (const { learner, reasons } of verdict.not) {
    skipped.push({ learner, reason: reasons.map((reason) => reason.text).join('; ') });
  }
  return { learners, skipped };
}
