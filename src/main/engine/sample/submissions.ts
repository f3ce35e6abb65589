import type { IdSource } from '../../../shared/kernel/ids';
import type { MadeAssignment } from './assignment-rows';
import { composeText } from './essays/compose-text';
import type { TextBank } from './essays/text-bank';
import type { Learner } from './learners';
import type { Path } from './progress';
import type { SeededRandom } from './seeded-random';
import { dayMs, hourMs, minuteMs } from './time';

/** What was handed in once. */
export type HandedIn = {
  readonly at: number;
  readonly content: string | null;
  readonly fileUrls: readonly string[];
};

/** A submission; `earlier` holds what a later one replaced, oldest first. */
export type MadeSubmission = HandedIn & {
  readonly id: string;
  readonly assignment: MadeAssignment;
  readonly learner: Learner;
  readonly finishes: boolean;
  /** 0..1: how much went into it; decides its length and, in part, its score. */
  readonly effort: number;
  readonly earlier: readonly HandedIn[];
};

type Making = { readonly random: SeededRandom; readonly newId: IdSource; readonly now: number };

/** Hours before (negative) or after the due date. */
function hoursFromDue(assignment: MadeAssignment, diligence: number, random: SeededRandom): number {
  const { plan } = assignment;
  const drawn = random.next() + (diligence - 0.5) * 0.3;
  if (drawn > 0.8) return -random.int(40, 290) - random.next();
  if (drawn > 0.3) return -(random.next() ** 2) * 36 - 0.05;
  if (plan.refusesLate && random.chance(0.75)) return -random.next() * 12 - 0.02;
  if (drawn > 0.22) return random.next() * 0.7 + 0.01;
  const most = Math.min(plan.dueDaysAgo - 1, 6) * 24;
  return drawn > 0.08 ? 1 + random.next() * 22 : Math.min(most, 24 + random.next() * 120);
}

function bankFor(assignment: MadeAssignment, learner: Learner, random: SeededRandom): TextBank {
  const { bank } = assignment.plan;
  const own = bank.byScript?.[learner.script];
  return own && random.chance(0.8) ? own : bank;
}

const endings = ['pdf', 'pdf', 'docx', 'odt', 'png'];

function filesFor(assignment: MadeAssignment, id: string, random: SeededRandom): readonly string[] {
  const names = assignment.plan.files ?? [];
  if (names.length === 0 || random.chance(0.45)) return [];
  const count = random.int(1, names.length);
  return random
    .shuffle(names)
    .slice(0, count)
    .map((name) => `https://files.example.org/submissions/${id}/${name}.${random.pick(endings)}`);
}

function handIn(
  assignment: MadeAssignment,
  path: Path,
  { random, newId, now }: Making,
): MadeSubmission {
  const id = newId();
  const { learner, finishes } = path.enrolment;
  const wish = 0.28 + learner.diligence * 0.5 + random.normal() * 0.18 + (finishes ? 0.1 : 0);
  const effort = Math.max(0.05, Math.min(1, wish));
  const hours = hoursFromDue(assignment, learner.diligence, random);
  const at = Math.round(Math.min(assignment.dueAt + hours * hourMs, now - hourMs));
  const bank = bankFor(assignment, learner, random);
  const fileUrls = filesFor(assignment, id, random);
  // Some hand in files and nothing else; with files a text is often a line or two.
  const isFileOnly = fileUrls.length > 0 && random.chance(0.16);
  const content = isFileOnly ? null : composeText(bank, effort, random);
  const base = { id, assignment, learner, finishes, effort, at, content, fileUrls };
  if (!random.chance(0.11)) return { ...base, earlier: [] };
  // A first version, shorter and some hours before.
  const before = Math.round(at - random.int(40, 60 * 40) * minuteMs - random.int(1, 900));
  const draft = composeText(bank, effort * 0.5, random.fork(id));
  return { ...base, earlier: [{ at: before, content: draft, fileUrls: [] }] };
}

/** The submissions of one assignment: exactly as many as planned, by those who do most. */
function handedInFor(
  assignment: MadeAssignment,
  paths: readonly Path[],
  making: Making,
): readonly MadeSubmission[] {
  const { random } = making;
  const begun = (path: Path): boolean => path.startedAt < assignment.dueAt - 3 * dayMs;
  const eager = (path: Path): number =>
    (path.enrolment.finishes ? 2 : 0) +
    (begun(path) ? 1 : 0) +
    path.enrolment.learner.diligence +
    random.next() * 0.6;
  return paths
    .filter(({ course }) => course === assignment.course)
    .map((path) => ({ path, rank: eager(path) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, assignment.plan.submissions)
    .map(({ path }) => handIn(assignment, path, making));
}

/** Every submission of the sample. */
export function makeSubmissions(
  assignments: readonly MadeAssignment[],
  paths: readonly Path[],
  making: Making,
): readonly MadeSubmission[] {
  return assignments.flatMap((assignment) =>
    handedInFor(assignment, paths, {
      ...making,
      random: making.random.fork(assignment.plan.title),
    }),
  );
}
