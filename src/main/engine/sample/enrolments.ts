import type { CourseKey, CoursePlan } from './courses/plans';
import type { Learner } from './learners';
import type { SeededRandom } from './seeded-random';

/** A learner in a course. */
export type Enrolment = {
  readonly learner: Learner;
  readonly course: CourseKey;
  /** Completes every published chapter and does all of the work. */
  readonly finishes: boolean;
  /** Has a certificate of this course already. */
  readonly isCertified: boolean;
};

/** Where each teacher is a learner: never in a course of their own. */
const teachersLearnIn: { readonly [name: string]: CourseKey } = {
  'Ingrid Sæther': 'history',
  'Tomás Echeverría': 'thermodynamics',
  'Naomi Tanabe': 'writing',
  'Desmond Okafor': 'statistics',
  'Mia Ito': 'writing',
};

/** Scripts whose certificates are hardest to set: each course keeps some for the next issue. */
const testingScripts = ['Arabic', 'Hebrew', 'Han', 'Devanagari', 'Thai'];

/** Who else each course takes first: those of the course before it. */
const drawsFrom: { readonly [course in CourseKey]: CourseKey | undefined } = {
  writing: undefined,
  statistics: undefined,
  thermodynamics: 'statistics',
  history: 'writing',
};

type Members = Map<CourseKey, readonly Learner[]>;

/** Fills the courses one after another, so that everyone is in one and most are in two or three. */
function fillCourses(
  plans: readonly CoursePlan[],
  learners: readonly Learner[],
  random: SeededRandom,
): Members {
  const members: Members = new Map();
  const placed = new Set<Learner>();
  for (const plan of plans) {
    const teachers = learners.filter(({ name }) => teachersLearnIn[name] === plan.key);
    const others = random.shuffle(learners.filter(({ teaches }) => !teaches));
    const before = new Set(members.get(drawsFrom[plan.key] ?? plan.key) ?? []);
    // The second course takes up whoever the first one left out.
    const eager = (one: Learner): number => {
      if (plan.key === 'statistics') return placed.has(one) ? random.next() : 2;
      return (before.has(one) ? 0.5 : 0) + random.next();
    };
    const ranked = others
      .map((one) => ({ one, rank: eager(one) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ one }) => one);
    const chosen = [...teachers, ...ranked.slice(0, plan.learners - teachers.length)];
    for (const one of chosen) placed.add(one);
    members.set(plan.key, chosen);
  }
  return members;
}

/** The most diligent of each testing script; they keep their eligibility for the next issue. */
function reservedFor(plan: CoursePlan, ranked: readonly Learner[]): readonly Learner[] {
  const each = plan.finishers >= 25 ? 2 : 1;
  return testingScripts.flatMap((script) =>
    ranked.filter((one) => one.script === script).slice(0, each),
  );
}

/** Everyone's place in every course. */
export function enrolLearners(
  plans: readonly CoursePlan[],
  learners: readonly Learner[],
  random: SeededRandom,
): readonly Enrolment[] {
  const members = fillCourses(plans, learners, random);
  return plans.flatMap((plan) => {
    const all = members.get(plan.key) ?? [];
    const ranked = all
      .filter(({ teaches }) => !teaches)
      .map((one) => ({ one, rank: one.diligence + random.next() * 0.3 }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ one }) => one);
    const reserved = reservedFor(plan, ranked);
    const rest = ranked.filter((one) => !reserved.includes(one));
    const finishers = new Set([...reserved, ...rest.slice(0, plan.finishers - reserved.length)]);
    const certified = new Set(rest.slice(0, plan.certified));
    return all.map((learner) => ({
      learner,
      course: plan.key,
      finishes: finishers.has(learner),
      isCertified: certified.has(learner),
    }));
  });
}
