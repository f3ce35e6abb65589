import { toInstant } from '../../../shared/kernel/clock';
import { createIdSource, type IdSource } from '../../../shared/kernel/ids';
import type { WritableDb } from '../storage/database';
import { achievementRows, makeAchievements } from './achievements';
import { assignmentRows, makeAssignments } from './assignment-rows';
import { attemptRows, makeAttempts } from './attempts';
import { certificateRows } from './certificates';
import { courseRows, makeCourses, type MadeCourse } from './course-rows';
import { coursePlans } from './courses/all';
import { deedsByLearner, type Deed } from './deeds';
import { enrolLearners } from './enrolments';
import { gradeSubmissions } from './grading';
import { makeLearners, personRows, type Learner } from './learners';
import { ledgerRows, unlockAchievements } from './ledger';
import { customerRows, progressRows, purchaseRows, walkCourses, type Path } from './progress';
import { makeQuizzes, quizRows } from './quiz-rows';
import { insertTables } from './repository';
import type { RowOf, TableRows } from './rows';
import { createSeededRandom, type SeededRandom } from './seeded-random';
import { makeStreak, streakRows, type MadeStreak } from './streaks';
import { submissionRows } from './submission-rows';
import { makeSubmissions } from './submissions';
import { dayMs } from './time';

/** What makes one sample differ from another. */
export type SampleOptions = {
  /** The same seed and `now` give the same rows, ids included. */
  readonly seed: number;
  /** The story's present, in milliseconds since the epoch; everything happened before it. */
  readonly now: number;
};

/** Who issues the certificates of the sample. */
const issuer = 'Lindenau Open College';

function makeStreaks(
  learners: readonly Learner[],
  deeds: ReadonlyMap<string, readonly Deed[]>,
  random: SeededRandom,
  now: number,
): ReadonlyMap<string, MadeStreak> {
  const streaks = learners.flatMap(({ userId, diligence }): [string, MadeStreak][] => {
    const made = makeStreak(deeds.get(userId) ?? [], diligence, random, now);
    return made ? [[userId, made]] : [];
  });
  return new Map(streaks);
}

/** A source of ids and chance for one part of the story. */
type Part = (label: string) => {
  readonly random: SeededRandom;
  readonly newId: IdSource;
  readonly now: number;
};

/** Who is there, and how far each came in which course. */
function tellOfReading(part: Part, now: number) {
  const { random, newId } = part('learners');
  const learners = makeLearners(random, newId);
  const userIds = new Map(learners.map(({ name, userId }) => [name, userId]));
  const making = { ...part('courses'), userIds };
  const courses = makeCourses(coursePlans, making);
  const enrolments = enrolLearners(coursePlans, learners, part('enrolments').random);
  const paths = walkCourses(enrolments, courses, part('progress').random, now);
  const progress = progressRows(paths, part('progress rows').random, newId);
  const purchases = purchaseRows(paths, newId);
  const rows: readonly TableRows[] = [
    ['lectern_person', personRows(learners, part('roster').random, now)],
    ...courseRows(courses, making),
    ['UserProgress', progress],
    ['Purchase', purchases],
    ['StripeCustomer', customerRows(purchases, newId)],
  ];
  return { learners, courses, paths, progress, rows };
}

/** What the learners answered and handed in, and how it was judged. */
function tellOfWork(
  part: Part,
  courses: readonly MadeCourse[],
  paths: readonly Path[],
  now: number,
) {
  const { random, newId } = part('quizzes');
  const quizzes = makeQuizzes(courses, random, newId, now);
  const attempts = makeAttempts(quizzes, paths, part('attempts'));
  const assignments = makeAssignments(courses, newId, now);
  const submissions = makeSubmissions(assignments, paths, part('submissions'));
  const grades = gradeSubmissions(submissions, part('grades'));
  const rows: readonly TableRows[] = [
    ...quizRows(quizzes),
    ...attemptRows(attempts, newId),
    ...assignmentRows(assignments),
    ...submissionRows(submissions, grades, newId),
  ];
  return { attempts, submissions, grades, rows };
}

/** Every row of the sample, parents before children. */
function composeSample({ seed, now }: SampleOptions): readonly TableRows[] {
  const root = createSeededRandom(seed);
  const newId = createIdSource(root.fork('ids').bytes);
  const part: Part = (label) => ({ random: root.fork(label), newId, now });
  const { learners, courses, paths, progress, ...reading } = tellOfReading(part, now);
  const { rows: workRows, ...work } = tellOfWork(part, courses, paths, now);
  const deeds = deedsByLearner({ paths, ...work });
  const streaks = makeStreaks(learners, deeds, root.fork('streaks'), now);
  const achievements = makeAchievements(newId);
  const unlocks = unlockAchievements(achievements, deeds, streaks);
  const foundedAt = now - 160 * dayMs;
  return [
    ...reading.rows,
    ...workRows,
    ['Achievement', achievementRows(achievements, foundedAt)],
    ['UserStreak', streakRows(streaks, newId)],
    ...ledgerRows(deeds, unlocks, progress, newId),
    ...certificateRows(paths, { ...part('certificates'), issuer }, foundedAt),
    ['lectern_setting', [issuerSetting(foundedAt)]],
  ];
}

function issuerSetting(at: number): RowOf<'lectern_setting'> {
  return { key: 'issuerName', value: JSON.stringify(issuer), updated_at: toInstant(at) };
}

/**
 * Fills an empty workspace with the sample: four courses, 180 learners, nine quizzes with 900
 * attempts, seven assignments with 420 submissions, and all that follows from them. Not journaled:
 * nobody did it, so nobody can undo it.
 */
export function generateSample(db: WritableDb, options: SampleOptions): void {
  insertTables(db, composeSample(options));
}
