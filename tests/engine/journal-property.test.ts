import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builders, dump, ownTables, planTables, trueFalseInput } from '../support/builders';
import { expectOk, testEngine, type TestEngine } from '../support/engine';

const everything = [...planTables, ...ownTables];

/** One thing a person may do; `pick` chooses among the rows there are at that moment. */
type Step = { readonly kind: keyof typeof steps; readonly pick: number; readonly text: string };

function idsOf(test: TestEngine, table: string): string[] {
  return test.sql.prepare(`SELECT id FROM "${table}" ORDER BY id`).pluck().all() as string[]; // text keys
}

function choose(test: TestEngine, table: string, pick: number): string {
  const ids = idsOf(test, table);
  return ids[pick % Math.max(ids.length, 1)] ?? 'none';
}

/** Each may be refused (a quiz with attempts, a row that is gone): then it must change nothing. */
const steps = {
  createCourse: ({ client }: TestEngine, { text }: Step) => client.courses.create({ title: text }),
  updateCourse: (test: TestEngine, { pick, text }: Step) =>
    test.client.courses.update({
      id: choose(test, 'Course', pick),
      patch: { title: text, isPublished: pick % 2 === 0, estimatedHours: pick },
    }),
  createChapter: (test: TestEngine, { pick, text }: Step) =>
    test.client.courses.createChapter({ courseId: choose(test, 'Course', pick), title: text }),
  moveChapter: (test: TestEngine, { pick }: Step) =>
    test.client.courses.moveChapter({ id: choose(test, 'Chapter', pick), to: pick % 4 }),
  createQuiz: (test: TestEngine, { pick, text }: Step) =>
    test.client.quizzes.create({ title: text, courseId: choose(test, 'Course', pick) }),
  updateQuiz: (test: TestEngine, { pick, text }: Step) =>
    test.client.quizzes.update({
      id: choose(test, 'Quiz', pick),
      patch: { title: text, passingScore: pick, chapterId: choose(test, 'Chapter', pick) },
    }),
  removeQuiz: (test: TestEngine, { pick }: Step) =>
    test.client.quizzes.remove({ id: choose(test, 'Quiz', pick) }),
  addQuestion: (test: TestEngine, { pick, text }: Step) =>
    test.client.questions.create({
      quizId: choose(test, 'Quiz', pick),
      question: { ...trueFalseInput, question: text },
      at: pick % 3,
    }),
  moveQuestion: (test: TestEngine, { pick }: Step) =>
    test.client.questions.move({ id: choose(test, 'Question', pick), to: pick % 5 }),
  removeQuestion: (test: TestEngine, { pick }: Step) =>
    test.client.questions.remove({ ids: [choose(test, 'Question', pick)] }),
  duplicateQuestion: (test: TestEngine, { pick }: Step) =>
    test.client.questions.duplicate({ id: choose(test, 'Question', pick) }),
  lateRule: (test: TestEngine, { pick }: Step) =>
    test.client.assignments.setLatePolicy({
      id: choose(test, 'Assignment', pick),
      policy: pick % 3 === 0 ? null : { rate: pick, intervalSeconds: 3600, floorPercent: 0 },
    }),
  grade: (test: TestEngine, { pick }: Step) =>
    test.client.grading.grade({ id: choose(test, 'AssignmentSubmission', pick), raw: pick }),
  recordAttempt: (test: TestEngine, { pick }: Step) => {
    const quizId = choose(test, 'Quiz', pick);
    const ids = test.sql.prepare('SELECT id FROM Question WHERE quizId = ?').pluck().all(quizId);
    const answers = Object.fromEntries(ids.map((id) => [String(id), { value: pick % 2 === 0 }]));
    return test.client.attempts.record({
      quizId,
      userId: pick % 2 === 0 ? 'mia' : 'noor',
      answers,
    });
  },
  rename: ({ client }: TestEngine, { text }: Step) =>
    client.people.update({ userId: 'mia', name: text }),
  roster: ({ client }: TestEngine, { pick, text }: Step) =>
    client.people.importRoster({
      source: { name: 'r.csv', text: `userId,name\nmia,${text}\nu${pick},${text}` },
    }),
} as const;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), // its own keys
  pick: fc.integer({ min: 0, max: 100 }),
  text: fc.constantFrom('Heat', 'Work', 'Émile', '熱力學', 'حرارة', 'Entropy'),
});

async function seededWorkspace(): Promise<TestEngine> {
  const test = await testEngine();
  const make = builders(test);
  make.person('mia', 'Mia Ito');
  make.person('noor', 'Noor');
  const courseId = make.course();
  make.chapter(courseId, { position: 1 });
  make.chapter(courseId, { position: 2 });
  const quizId = make.quiz({ courseId, passingScore: 50 });
  make.question(quizId, { order: 1 });
  make.question(quizId, { order: 2 });
  const assignment = make.assignment({ courseId, maxPoints: 100 });
  make.submission(assignment, 'mia');
  make.submission(assignment, 'noor');
  return test;
}

async function runSteps(test: TestEngine, wanted: readonly Step[]): Promise<number> {
  for (const one of wanted) {
    const before = dump(test, everything);
    test.clock.advance(1000);
    const result = await steps[one.kind](test, one);
    if (!result.ok) {
      expect(result.error.code, `${one.kind}: ${result.error.message}`).not.toBe('internal');
      expect(dump(test, everything)).toBe(before);
    }
  }
  return expectOk(await test.client.history.list({ limit: 1000 })).actions.length;
}

/** A learner's row of UserXP is made with the first award and stays, with 0 XP, when it is undone. */
function withoutEmptyXp(text: string): string {
  return text
    .split('\n')
    .filter((line) => !(line.startsWith('UserXP') && line.includes('"totalXP":0')))
    .join('\n');
}

describe('any sequence of edits', () => {
  it('undone whole is the original, and redone whole is the result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
        async (wanted) => {
          const test = await seededWorkspace();
          const original = withoutEmptyXp(dump(test, everything));
          const actions = await runSteps(test, wanted);
          const final = withoutEmptyXp(dump(test, everything));
          for (let at = 0; at < actions; at += 1) expectOk(await test.client.history.undo({}));
          expect(withoutEmptyXp(dump(test, everything))).toBe(original);
          for (let at = 0; at < actions; at += 1) expectOk(await test.client.history.redo({}));
          expect(withoutEmptyXp(dump(test, everything))).toBe(final);
          expect(expectOk(await test.client.workspace.check({})).complaints).toEqual([]);
          await test.close();
        },
      ),
      // A failure prints its seed and path; give them here to see it again.
      { numRuns: 40, seed: Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31) },
    );
  }, 120_000);
});
