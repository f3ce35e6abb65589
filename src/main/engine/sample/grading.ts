import { computeGrade, lateSeconds, type GradeChain } from '../../../shared/domain/late-policy';
import { toInstant } from '../../../shared/kernel/clock';
import type { IdSource } from '../../../shared/kernel/ids';
import { writeFeedback } from './feedback';
import type { SeededRandom } from './seeded-random';
import type { HandedIn, MadeSubmission } from './submissions';
import { atOfficeHour, dayMs, hourMs } from './time';

/** One change of a grade, oldest first; points. */
export type GradeChange = {
  readonly at: number;
  readonly who: string;
  readonly from: { readonly score: number | null; readonly feedback: string | null };
  readonly to: { readonly score: number; readonly feedback: string | null };
  readonly chain: GradeChain;
  readonly reason: string | null;
};

/** How a submission was graded. */
export type MadeGrade = {
  readonly submission: MadeSubmission;
  /** What the grader had before them; differs from the submission when it was replaced since. */
  readonly graded: HandedIn;
  readonly versionId: string;
  readonly chain: GradeChain;
  readonly feedback: string | null;
  readonly who: string;
  readonly at: number;
  readonly changes: readonly GradeChange[];
};

type Making = { readonly random: SeededRandom; readonly newId: IdSource; readonly now: number };

/** Scores are given in steps that a person would use. */
function stepOf(maxPoints: number): number {
  return maxPoints >= 50 ? 1 : 0.5;
}

function rawScore({ assignment, learner, effort }: MadeSubmission, random: SeededRandom): number {
  const { maxPoints } = assignment.plan;
  const share = 0.47 + learner.ability * 0.12 + effort * 0.32 + random.normal() * 0.1;
  const step = stepOf(maxPoints);
  const points = Math.max(0.18, Math.min(1, share)) * maxPoints;
  return Math.min(maxPoints, Math.round(points / step) * step);
}

function chainFor(
  submission: MadeSubmission,
  graded: HandedIn,
  raw: number,
  waived: boolean,
): GradeChain {
  const { plan, dueAt } = submission.assignment;
  return computeGrade({
    raw,
    possible: plan.maxPoints,
    lateSeconds: lateSeconds(toInstant(dueAt), toInstant(graded.at)),
    policy: plan.latePolicy ?? null,
    waived,
  });
}

function gradingTime(graded: HandedIn, submission: MadeSubmission, making: Making): number {
  const { dueAt } = submission.assignment;
  const from = Math.max(graded.at, dueAt);
  const days = 1 + making.random.next() * 9;
  const wished = atOfficeHour(from + days * dayMs, making.random);
  // The newest assignment is being graded right now: in the hours before the story's present.
  return Math.max(
    Math.min(wished, making.now - making.random.int(1_800_000, 144_000_000)),
    from + hourMs / 2,
  );
}

function graderOf(submission: MadeSubmission, random: SeededRandom): string {
  const { author, assistant } = submission.assignment.course.plan;
  return random.chance(0.66) ? author : assistant;
}

/** A second look that moved the score a little; rare, and only where there was time for one. */
function secondLook(first: GradeChange, submission: MadeSubmission, making: Making): GradeChange[] {
  const { random, now } = making;
  const at = atOfficeHour(first.at + random.int(1, 6) * dayMs, random);
  const { maxPoints } = submission.assignment.plan;
  const step = stepOf(maxPoints) * random.int(1, 4);
  const raw = Math.min(maxPoints, first.chain.raw + step);
  if (!random.chance(0.09) || at > now - hourMs || raw === first.chain.raw) return [];
  const chain = computeGrade({ ...first.chain, raw });
  const accepts = acceptsLate(submission);
  const feedback = writeFeedback(chain, accepts, random.fork(submission.id));
  const to = { score: chain.final, feedback };
  return [
    { at, who: first.who, from: first.to, to, chain, reason: 'corrected after a second reading' },
  ];
}

function acceptsLate({ assignment }: MadeSubmission): boolean {
  return assignment.plan.refusesLate !== true;
}

function gradeOne(submission: MadeSubmission, making: Making): MadeGrade {
  const { random, newId } = making;
  // Now and then a learner handed in again after the grade: the grade is for the earlier version.
  const [earlier] = submission.earlier;
  const isOutdated = earlier !== undefined && random.chance(0.25);
  const graded = isOutdated ? earlier : submission;
  const time = gradingTime(graded, submission, making);
  const at = isOutdated ? Math.max(earlier.at + 60_000, submission.at - hourMs / 3) : time;
  const late = lateSeconds(toInstant(submission.assignment.dueAt), toInstant(graded.at));
  const hasPolicy = submission.assignment.plan.latePolicy !== undefined;
  const waived = late > 0 && hasPolicy && random.chance(0.15);
  const chain = chainFor(submission, graded, rawScore(submission, random), waived);
  const feedback = writeFeedback(chain, acceptsLate(submission), random);
  const who = graderOf(submission, random);
  const first: GradeChange = {
    at,
    who,
    from: { score: null, feedback: null },
    to: { score: chain.final, feedback },
    chain,
    reason: waived ? 'late rule waived' : null,
  };
  const changes = [first, ...(isOutdated ? [] : secondLook(first, submission, making))];
  const last = changes.at(-1) ?? first;
  return {
    submission,
    graded,
    versionId: newId(),
    chain: last.chain,
    feedback: last.to.feedback,
    who: last.who,
    at: last.at,
    changes,
  };
}

/** Grades as many submissions of each assignment as planned, oldest first, finishers before all. */
export function gradeSubmissions(
  submissions: readonly MadeSubmission[],
  making: Making,
): readonly MadeGrade[] {
  const assignments = [...new Set(submissions.map(({ assignment }) => assignment))];
  return assignments.flatMap((assignment) => {
    const all = submissions.filter((one) => one.assignment === assignment);
    const random = making.random.fork(assignment.plan.title);
    const order = (one: MadeSubmission): number =>
      one.at - (one.finishes ? 1000 * dayMs : 0) + random.next() * 3 * dayMs;
    return all
      .map((one) => ({ one, rank: order(one) }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, assignment.plan.graded)
      .map(({ one }) => gradeOne(one, { ...making, random }));
  });
}
