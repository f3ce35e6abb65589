import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { achievementConditionSchema } from '../../src/shared/domain/achievements';
import { findPrerequisiteCycle } from '../../src/shared/domain/courses';
import { parseQuestion, questionTypes } from '../../src/shared/domain/questions';
import { isInstant } from '../../src/shared/domain/time';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import { verifyDatabase } from '../../src/main/engine/migrate/sqlite-verify';
import { toVerifyAnswer } from '../../src/main/engine/migrate/verify-answer';
import { testNow } from '../support/engine';
import { sampleWorkspace, type SampleWorkspace } from '../support/sample-workspace';

const options = { seed: 2026, now: testNow };
let sample: SampleWorkspace;

beforeAll(() => {
  sample = sampleWorkspace(options);
});
afterAll(() => sample.close());

const tables = (workspace: SampleWorkspace): readonly string[] =>
  workspace
    .rows(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .map(({ name }) => String(name))
    .filter((name) => !/^(sqlite_|lectern_migration|lectern_backfill)/.test(name));

const hashOf = (workspace: SampleWorkspace): string => {
  const hash = createHash('sha256');
  for (const table of tables(workspace)) {
    hash.update(`${table}\n${JSON.stringify(workspace.rows(`SELECT * FROM "${table}"`))}`);
  }
  return hash.digest('hex');
};

describe('the sample workspace', () => {
  test('has the numbers that were asked for', () => {
    expect({
      courses: sample.count('Course'),
      learners: sample.count('lectern_person'),
      quizzes: sample.count('Quiz'),
      attempts: sample.count('QuizAttempt'),
      assignments: sample.count('Assignment'),
      submissions: sample.count('AssignmentSubmission'),
      certificates: sample.count('Certificate'),
      achievements: sample.count('Achievement'),
    }).toEqual({
      courses: 4,
      learners: 180,
      quizzes: 9,
      attempts: 900,
      assignments: 7,
      submissions: 420,
      certificates: 20,
      achievements: 10,
    });
  });

  test('is the same for the same seed and present, ids included', () => {
    const again = sampleWorkspace(options);
    const other = sampleWorkspace({ ...options, seed: 7 });
    try {
      expect(hashOf(again)).toBe(hashOf(sample));
      expect(hashOf(other)).not.toBe(hashOf(sample));
    } finally {
      again.close();
      other.close();
    }
  });

  test('keeps its numbers and passes every check with other seeds too', () => {
    for (const seed of [1, 99, 31_337]) {
      const other = sampleWorkspace({ seed, now: testNow + seed * 86_399_000 });
      try {
        expect(
          [other.count('QuizAttempt'), other.count('AssignmentSubmission')],
          `seed ${seed}`,
        ).toEqual([900, 420]);
        const set = loadSteps(resolve(import.meta.dirname, '../../migrations'), 'sqlite');
        expect(toVerifyAnswer(verifyDatabase(other.connection, set)).ok, `seed ${seed}`).toBe(true);
      } finally {
        other.close();
      }
    }
  });

  test('is made in under a second and a half of processor time', () => {
    expect(sample.cpuMs).toBeLessThan(1500);
  });

  test('passes every named check of the database', () => {
    const set = loadSteps(resolve(import.meta.dirname, '../../migrations'), 'sqlite');
    const answer = toVerifyAnswer(verifyDatabase(sample.connection, set));
    expect(answer.checks.filter(({ ok }) => !ok)).toEqual([]);
    const pending = answer.checks.find(({ name }) => name === 'pending_awards');
    expect(pending?.information).toBe('No completion waits for its award.');
    expect(sample.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('holds nothing from after its present, and every time in the stored form', () => {
    const columns = sample.rows(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name NOT GLOB 'lectern_[mb]*' AND
         (c.name GLOB '*At' OR c.name GLOB '*_at' OR c.name = 'at' OR c.name = 'lastActivityDate')`,
    );
    expect(columns.length).toBeGreaterThan(25);
    for (const { table, column } of columns) {
      const texts = sample
        .rows(`SELECT "${column}" AS at FROM "${table}" WHERE "${column}" IS NOT NULL`)
        .map(({ at }) => String(at));
      expect(
        texts.filter((text) => !isInstant(text)),
        `${table}.${column}`,
      ).toEqual([]);
      const late = texts.filter((text) => Date.parse(text) > testNow);
      expect(late, `${table}.${column}`).toEqual([]);
    }
  });

  test('has ids like those of the web application', () => {
    const ids = sample.rows(
      'SELECT id FROM Course UNION ALL SELECT id FROM QuizAttempt UNION ALL SELECT id FROM Question',
    );
    expect(ids.every(({ id }) => /^[a-z][a-z0-9]{23}$/.test(String(id)))).toBe(true);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  });
});

describe('the courses of the sample', () => {
  test('have published and unpublished chapters, own rewards, and prerequisites that exist', () => {
    const courses = sample.rows('SELECT id, prerequisites, xpReward, difficulty FROM Course');
    expect(new Set(courses.map(({ xpReward }) => xpReward)).size).toBeGreaterThan(2);
    expect(new Set(courses.map(({ difficulty }) => difficulty)).size).toBe(3);
    const nodes = courses.map(({ id, prerequisites }) => ({
      id: String(id),
      prerequisites: JSON.parse(String(prerequisites)) as string[], // checked below
    }));
    const known = new Set(nodes.map(({ id }) => id));
    expect(nodes.some(({ prerequisites }) => prerequisites.length > 0)).toBe(true);
    expect(nodes.every((node) => node.prerequisites.every((id) => known.has(id)))).toBe(true);
    expect(findPrerequisiteCycle(nodes)).toBeUndefined();
    const chapters = sample.rows(
      'SELECT courseId, count(*) AS n, sum(1 - isPublished) AS drafts FROM Chapter GROUP BY courseId',
    );
    for (const { n } of chapters) expect(Number(n)).toBeGreaterThanOrEqual(6);
    expect(chapters.reduce((sum, { drafts }) => sum + Number(drafts), 0)).toBeGreaterThan(0);
  });

  test('have achievements whose conditions the domain reads', () => {
    const conditions = sample.rows('SELECT condition FROM Achievement');
    for (const { condition } of conditions) {
      expect(achievementConditionSchema.safeParse(JSON.parse(String(condition))).success).toBe(
        true,
      );
    }
  });
});

describe('the quizzes of the sample', () => {
  test('use every type of question, and every question passes its schema', () => {
    const rows = sample.rows('SELECT * FROM Question ORDER BY quizId, "order"');
    const problems = rows.flatMap((row) => {
      const parsed = parseQuestion({
        type: row.type,
        question: row.question,
        options: JSON.parse(String(row.options)),
        correctAnswer: JSON.parse(String(row.correctAnswer)),
        explanation: row.explanation,
        points: row.points,
        order: row.order,
      });
      return parsed.ok ? [] : [`${String(row.question)}: ${JSON.stringify(parsed.error)}`];
    });
    expect(problems).toEqual([]);
    const types = new Set(rows.map(({ type }) => type));
    expect([...questionTypes].filter((type) => !types.has(type))).toEqual([]);
    const answered = sample.rows(
      'SELECT DISTINCT q.type FROM Question q JOIN QuizAttempt a ON a.quizId = q.quizId',
    );
    expect(answered).toHaveLength(questionTypes.length);
  });

  test('have 8 to 25 questions; some are drafts and some have a time limit', () => {
    const quizzes = sample.rows(
      `SELECT z.isPublished, z.timeLimit, count(*) AS n, sum(q.points) AS points, z.title
       FROM Quiz z JOIN Question q ON q.quizId = z.id GROUP BY z.id`,
    );
    expect(quizzes).toHaveLength(9);
    for (const { n } of quizzes) {
      expect(Number(n)).toBeGreaterThanOrEqual(8);
      expect(Number(n)).toBeLessThanOrEqual(25);
    }
    expect(quizzes.filter(({ isPublished }) => isPublished === 0)).toHaveLength(2);
    expect(quizzes.filter(({ timeLimit }) => timeLimit !== null).length).toBeGreaterThan(2);
    const weekThree = quizzes.find(({ title }) => title === 'Thermodynamics, week 3');
    expect(weekThree).toMatchObject({ n: 24, points: 31 });
  });
});
