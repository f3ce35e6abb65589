import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  achievementConditionSchema,
  describeCondition,
  isConditionMet,
} from '../../../src/shared/domain/achievements';
import { assignmentSchema } from '../../../src/shared/domain/assignments';
import {
  courseSchema,
  findPrerequisiteCycle,
  isCourseCompleted,
  unknownPrerequisites,
} from '../../../src/shared/domain/courses';
import { parseRosterRow } from '../../../src/shared/domain/people';
import { quizSchema } from '../../../src/shared/domain/quizzes';
import {
  daysBetween,
  emptyStreak,
  isTimeZone,
  localDay,
  recordActivity,
  streakFromDays,
  streakOn,
} from '../../../src/shared/domain/streaks';
import { isInstant } from '../../../src/shared/domain/time';
import { holds } from './property';

describe('streaks', () => {
  test('days belong to the zone of the workspace', () => {
    const late = '2026-03-01T23:30:00.000Z';
    expect([
      localDay(late, 'UTC'),
      localDay(late, 'Europe/Berlin'),
      localDay(late, 'America/New_York'),
    ]).toEqual(['2026-03-01', '2026-03-02', '2026-03-01']);
    expect([isTimeZone('Asia/Tokyo'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });

  test('consecutive days count, a day counts once, order does not matter', () => {
    expect(streakFromDays(['2026-03-02', '2026-03-01', '2026-03-02', '2026-03-03'])).toMatchObject({
      currentStreak: 3,
      longestStreak: 3,
      freezesUsed: 0,
    });
  });

  test('freezes bridge missed days while there are enough, else the streak starts again', () => {
    const bridged = streakFromDays(['2026-03-01', '2026-03-02', '2026-03-05']);
    expect(bridged).toMatchObject({ currentStreak: 3, freezesUsed: 2, freezesAvailable: 1 });
    expect(recordActivity(bridged, '2026-03-08')).toMatchObject({
      currentStreak: 1,
      longestStreak: 3,
      freezesUsed: 2,
      freezesAvailable: 1,
    });
    expect(recordActivity(bridged, '2026-03-04')).toBe(bridged);
  });

  test('a streak lapses when more days are missed than can be bridged', () => {
    const streak = streakFromDays(['2026-03-01'], 1);
    expect(
      ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day) => streakOn(streak, day)),
    ).toEqual([1, 1, 1, 0]);
    expect(streakOn(emptyStreak(), '2026-03-01')).toBe(0);
  });

  test('the longest is never shorter than the current, freezes are conserved', () => {
    const days = fc.array(
      fc.nat(40).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
    );
    holds(
      fc.property(days, fc.nat(5), (list, freezes) => {
        const streak = streakFromDays(list, freezes);
        expect(streak.longestStreak).toBeGreaterThanOrEqual(streak.currentStreak);
        expect(streak.freezesUsed + streak.freezesAvailable).toBe(freezes);
        expect(streak.longestStreak).toBeLessThanOrEqual(new Set(list).size);
      }),
    );
  });
});

describe('prerequisites', () => {
  const graph = (edges: Record<string, string[]>) =>
    Object.entries(edges).map(([id, prerequisites]) => ({ id, prerequisites }));

  test('a circle is named in order, a diamond is none', () => {
    expect(findPrerequisiteCycle(graph({ x: ['a'], a: ['b'], b: ['c'], c: ['a'] }))).toEqual([
      'a',
      'b',
      'c',
      'a',
    ]);
    expect(findPrerequisiteCycle(graph({ a: ['a'] }))).toEqual(['a', 'a']);
    expect(
      findPrerequisiteCycle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })),
    ).toBeUndefined();
    expect(unknownPrerequisites(graph({ a: ['b', 'gone'], b: ['gone'] }))).toEqual(['gone']);
  });

  test('a chain of 100,000 courses does not overflow', () => {
    const chain = Array.from({ length: 100_000 }, (_, n) => ({
      id: `c${n}`,
      prerequisites: [`c${n + 1}`],
    }));
    expect(findPrerequisiteCycle(chain)).toBeUndefined();
  });

  test('courses that only require earlier ones never form a circle, one edge back does', () => {
    holds(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.infiniteStream(fc.boolean()),
        (size, coins) => {
          const flip = () => coins.next().value === true;
          const nodes = Array.from({ length: size }, (_, n) => ({
            id: `${n}`,
            prerequisites: Array.from({ length: n }, (_x, m) => `${m}`).filter(
              (id) => id === `${n - 1}` || flip(),
            ),
          }));
          expect(findPrerequisiteCycle(nodes)).toBeUndefined();
          const closed = [{ id: '0', prerequisites: [`${size - 1}`] }, ...nodes.slice(1)];
          expect(findPrerequisiteCycle(closed)).toBeDefined();
        },
      ),
    );
  });
});

describe('fields people edit', () => {
  const course = {
    title: ' Algebra ',
    description: null,
    imageUrl: null,
    price: null,
    isPublished: false,
    isFree: true,
    categoryId: null,
    prerequisites: [],
    difficulty: 'beginner',
    estimatedHours: 10,
    xpReward: 200,
  };
  const quiz = {
    title: 'Final',
    description: null,
    chapterId: null,
    courseId: 'c',
    timeLimit: null,
    maxAttempts: 3,
    passingScore: 70,
    isPublished: true,
    xpReward: 100,
  };
  const assignment = {
    title: 'Essay',
    description: '',
    chapterId: null,
    courseId: 'c',
    dueDate: '2026-03-01T12:00:00.000Z',
    maxPoints: 100,
    allowLateSubmission: true,
    isPublished: true,
    xpReward: 50,
  };

  test('the plan’s values are accepted and titles cleaned', () => {
    expect(courseSchema.parse(course).title).toBe('Algebra');
    expect(
      quizSchema.safeParse(quiz).success && assignmentSchema.safeParse(assignment).success,
    ).toBe(true);
  });

  test.each<[string, { safeParse: (value: unknown) => { success: boolean } }, object]>([
    ['a difficulty of its own', courseSchema, { ...course, difficulty: 'expert' }],
    ['a negative price', courseSchema, { ...course, price: -1 }],
    ['half an hour', courseSchema, { ...course, estimatedHours: 0.5 }],
    ['a title with a direction override', courseSchema, { ...course, title: 'a\u202eb' }],
    ['passing at 101 %', quizSchema, { ...quiz, passingScore: 101 }],
    ['passing at 69.5 %', quizSchema, { ...quiz, passingScore: 69.5 }],
    ['no attempts', quizSchema, { ...quiz, maxAttempts: 0 }],
    ['no points', assignmentSchema, { ...assignment, maxPoints: 0 }],
    [
      'a due date that is no day',
      assignmentSchema,
      { ...assignment, dueDate: '2026-02-30T12:00:00.000Z' },
    ],
    ['a negative reward', assignmentSchema, { ...assignment, xpReward: -1 }],
  ])('%s is refused', (_name, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test('a course is completed when it has published chapters and all are', () => {
    expect(isCourseCompleted(['a'], new Set(['a', 'b']))).toBe(true);
    expect(isCourseCompleted(['a', 'b'], new Set(['a']))).toBe(false);
    expect(isCourseCompleted([], new Set())).toBe(false);
  });

  test('instants have one form', () => {
    expect(
      ['2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00Z', '2026-03-01', 'x'].map(isInstant),
    ).toEqual([true, false, false, false]);
  });
});

describe('achievements', () => {
  const facts = {
    chapters_completed: 9,
    courses_completed: 1,
    quizzes_passed: 0,
    perfect_quizzes: 0,
    assignments_graded: 0,
    streak_days: 7,
    total_xp: 900,
    level_reached: 10,
  };

  test('a condition is met from its count on', () => {
    expect(isConditionMet({ kind: 'streak_days', count: 7 }, facts)).toBe(true);
    expect(isConditionMet({ kind: 'chapters_completed', count: 10 }, facts)).toBe(false);
    expect(achievementConditionSchema.safeParse({ kind: 'streak_days', count: 0 }).success).toBe(
      false,
    );
    expect(achievementConditionSchema.safeParse({ kind: 'luck', count: 1 }).success).toBe(false);
    expect(describeCondition({ kind: 'quizzes_passed', count: 1 })).toBe('Pass 1 quiz');
  });
});

describe('roster rows', () => {
  test('a good row is cleaned, an empty e-mail is none', () => {
    expect(
      parseRosterRow({ userId: ' user_1 ', name: ' Mia  Ito ', email: ' mia@example.org ' }),
    ).toEqual({ ok: true, value: { userId: 'user_1', name: 'Mia Ito', email: 'mia@example.org' } });
    expect(parseRosterRow({ userId: 'u', name: 'M', email: '' })).toMatchObject({
      ok: true,
      value: { email: null },
    });
  });

  test('every problem of a row is listed with its field', () => {
    const result = parseRosterRow({ userId: 'a b', name: 'x'.repeat(300), email: 'nobody' });
    expect(result.ok ? [] : result.error.map(({ field }) => field)).toEqual([
      'userId',
      'name',
      'email',
    ]);
  });

  test.each([
    'a@',
    '@b',
    'a@b@c',
    'a b@c.de',
    'a@.de',
    'a@b..de',
    'a@b.de.',
    `${'a'.repeat(250)}@b.de`,
    'a@b,c@d',
    'a@b\u0000.de',
  ])('%j is no e-mail address', (email) => {
    expect(parseRosterRow({ userId: 'u', name: 'M', email }).ok).toBe(false);
  });

  test.each(['a@localhost', 'müller@bücher.example', 'first.last+tag@sub.example.co.uk'])(
    '%s is one',
    (email) => {
      expect(parseRosterRow({ userId: 'u', name: 'M', email }).ok).toBe(true);
    },
  );
});
