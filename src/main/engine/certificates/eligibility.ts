import {
  describeRule,
  evaluateEligibility,
  type EligibilityReason,
} from '../../../shared/domain/certificates';
import type { ReadableDb } from '../storage/database';
import type { Reading } from '../storage/reading';
import {
  eligibilityFacts,
  eligibilityRuleOf,
  participants,
  personNames,
} from './eligibility-repository';
import { certificatesOf, printedCode } from './repository';

/** Who may have the certificate of a course, who has it, and who may not and why. */
export type CourseEligibility = {
  /** The rule as sentences. */
  readonly rule: readonly string[];
  readonly eligible: readonly { readonly userId: string; readonly learnerName: string | null }[];
  readonly already: readonly { readonly userId: string; readonly code: string }[];
  readonly not: readonly {
    readonly learner: string;
    readonly learnerName: string | null;
    readonly reasons: readonly EligibilityReason[];
  }[];
};

/** Judges the learners named, or everyone who takes part in the course. */
export function courseEligibility(
  db: ReadableDb,
  courseId: string,
  learners: readonly string[] = participants(db, courseId),
): CourseEligibility {
  const rule = eligibilityRuleOf(db, courseId);
  const factsOf = eligibilityFacts(db, courseId, rule);
  const names = personNames(db);
  const certified = certificatesOf(db, courseId);
  const eligible: CourseEligibility['eligible'][number][] = [];
  const already: CourseEligibility['already'][number][] = [];
  const not: CourseEligibility['not'][number][] = [];
  for (const userId of new Set(learners)) {
    const learnerName = names.get(userId) ?? null;
    const certificate = certified.get(userId);
    const verdict = evaluateEligibility(rule, factsOf(userId));
    if (certificate) already.push({ userId, code: printedCode(certificate.code) });
    else if (verdict.eligible) eligible.push({ userId, learnerName });
    else not.push({ learner: userId, learnerName, reasons: verdict.reasons });
  }
  return { rule: describeRule(rule), eligible, already, not };
}

/** The same for everyone who takes part in a course, whose id is the input. */
export const certificateEligibility: Reading<string, CourseEligibility> = {
  name: 'certificates.eligibility',
  tables: [
    'Chapter',
    'UserProgress',
    'Purchase',
    'Certificate',
    'QuizAttempt',
    'AssignmentSubmission',
  ],
  read: (db, courseId, turn) => turn(() => courseEligibility(db, courseId)),
};
