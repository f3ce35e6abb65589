import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeGrade, lateSeconds } from '../../src/shared/domain/late-policy';
import { attemptAnswersSchema, parseQuestionContent } from '../../src/shared/domain/questions';
import { scoreAttempt, sumScores } from '../../src/shared/domain/scoring';
import { testNow } from '../support/engine';
import { sampleWorkspace, type Row, type SampleWorkspace } from '../support/sample-workspace';

let sample: SampleWorkspace;

beforeAll(() => {
  sample = sampleWorkspace({ seed: 2026, now: testNow });
});
afterAll(() => sample.close());

const group = (rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
};

describe('the attempts of the sample', () => {
  test('carry the score that the domain gives their answers', () => {
    const byQuiz = group(sample.rows('SELECT * FROM Question'), 'quizId');
    const byAttempt = group(sample.rows('SELECT * FROM lectern_question_score'), 'attempt_id');
    for (const attempt of sample.rows('SELECT * FROM QuizAttempt')) {
      const questions = (byQuiz.get(String(attempt.quizId)) ?? []).flatMap((row) => {
        const parsed = parseQuestionContent(
          row.type,
          JSON.parse(String(row.options)),
          JSON.parse(String(row.correctAnswer)),
        );
        return parsed.ok
          ? [{ ...parsed.value, id: String(row.id), points: Number(row.points) }]
          : [];
      });
      const answers = attemptAnswersSchema.parse(JSON.parse(String(attempt.answers)));
      const expected = scoreAttempt(questions, answers);
      const stored = byAttempt.get(String(attempt.id)) ?? [];
      expect(attempt.totalPoints).toBe(expected.totalPoints);
      expect(stored).toHaveLength(expected.perQuestion.length);
      expect(attempt.score).toBe(sumScores(stored.map(({ points }) => Number(points))));
      for (const one of expected.perQuestion) {
        const row = stored.find(({ question_id }) => question_id === one.questionId);
        // A person has read some of the essays since.
        if (row?.state === 'manual') expect(one.waitsFor).toBe('essay');
        else
          expect(row).toMatchObject({
            points: one.points,
            max_points: one.maxPoints,
            state: one.state,
          });
      }
      if (stored.every(({ state }) => state !== 'manual'))
        expect(attempt.score).toBe(expected.score);
    }
  });

  test('differ in quality, are within the attempts allowed, and leave some essays waiting', () => {
    const quizzes = sample.rows(
      `SELECT avg(score * 100.0 / totalPoints >= z.passingScore) AS passed FROM QuizAttempt a
       JOIN Quiz z ON z.id = a.quizId GROUP BY z.id`,
    );
    for (const { passed } of quizzes) {
      expect(Number(passed)).toBeGreaterThan(0.4);
      expect(Number(passed)).toBeLessThan(0.95);
    }
    const beyond = sample.rows(
      `SELECT a.userId FROM QuizAttempt a JOIN Quiz z ON z.id = a.quizId
       GROUP BY a.userId, z.id HAVING count(*) > z.maxAttempts OR max(z.isPublished) = 0`,
    );
    expect(beyond).toEqual([]);
    const waiting = sample.rows(`SELECT id FROM lectern_question_score WHERE state = 'waiting'`);
    expect(waiting.length).toBeGreaterThan(8);
  });
});

describe('the submissions of the sample', () => {
  test('are graded by the late rule as it stands', () => {
    const graded = sample.rows(
      `SELECT g.*, s.score, s.gradedAt, s.submittedAt, v.submitted_at, a.dueDate, a.maxPoints,
              p.rate, p.interval_seconds, p.floor_percent
       FROM lectern_grade g JOIN AssignmentSubmission s ON s.id = g.submission_id
       JOIN Assignment a ON a.id = s.assignmentId
       JOIN lectern_submission_version v ON v.id = g.version_id AND v.submission_id = s.id
       LEFT JOIN lectern_late_policy p ON p.assignment_id = a.id`,
    );
    for (const row of graded) {
      const policy =
        row.rate === null
          ? null
          : {
              rate: Number(row.rate),
              intervalSeconds: Number(row.interval_seconds),
              floorPercent: Number(row.floor_percent),
            };
      const chain = computeGrade({
        raw: Number(row.raw),
        possible: Number(row.maxPoints),
        lateSeconds: lateSeconds(String(row.dueDate), String(row.submitted_at)),
        policy,
        waived: row.late_waived === 1,
      });
      expect(row).toMatchObject({
        deduction: chain.deduction,
        final: chain.final,
        score: chain.final,
        late_seconds: chain.lateSeconds,
        policy: policy && JSON.stringify(policy),
        gradedAt: row.graded_at,
      });
      expect(String(row.submitted_at) <= String(row.submittedAt)).toBe(true);
      expect(chain.final).toBeLessThanOrEqual(Number(row.maxPoints));
    }
    expect(graded.filter(({ deduction }) => Number(deduction) > 0).length).toBeGreaterThan(4);
    expect(graded.filter(({ late_waived }) => late_waived === 1).length).toBeGreaterThan(0);
  });

  test('are graded for about sixty per cent, the newest assignment for less than half', () => {
    const all = sample.rows(
      `SELECT a.title, count(*) AS n, sum(s.gradedAt IS NULL) AS ungraded FROM AssignmentSubmission s
       JOIN Assignment a ON a.id = s.assignmentId GROUP BY a.id ORDER BY a.dueDate DESC`,
    );
    const ungraded = all.reduce((sum, row) => sum + Number(row.ungraded), 0);
    expect(ungraded / 420).toBeCloseTo(0.4, 1);
    expect(all[0]).toMatchObject({ title: 'Essay 2: The causes of 1848', n: 64, ungraded: 47 });
  });

  test('have a history that ends at the grade that stands', () => {
    const broken = sample.rows(
      `SELECT s.id FROM AssignmentSubmission s WHERE s.gradedAt IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM lectern_grade_history h JOIN lectern_grade g ON g.submission_id = s.id
         WHERE h.submission_id = s.id AND h.at = s.gradedAt AND h.to_score = s.score
           AND h.to_feedback IS s.feedback AND h.raw = g.raw AND h.who = g.graded_by)
       OR s.gradedAt IS NULL AND EXISTS (
         SELECT 1 FROM lectern_grade_history h WHERE h.submission_id = s.id)`,
    );
    expect(broken).toEqual([]);
    const twice = sample.rows(
      'SELECT submission_id FROM lectern_grade_history GROUP BY submission_id HAVING count(*) > 1',
    );
    expect(twice.length).toBeGreaterThan(5);
  });

  test('are early, on time, late by minutes and by days, resubmitted, with and without text', () => {
    const rows = sample.rows(
      `SELECT s.*, (julianday(s.submittedAt) - julianday(a.dueDate)) * 24 AS hours
       FROM AssignmentSubmission s JOIN Assignment a ON a.id = s.assignmentId`,
    );
    const between = (from: number, to: number): number =>
      rows.filter(({ hours }) => Number(hours) > from && Number(hours) <= to).length;
    expect(between(-400, -36)).toBeGreaterThan(40);
    expect(between(-36, 0)).toBeGreaterThan(120);
    expect(between(0, 1)).toBeGreaterThan(8);
    expect(between(1, 24)).toBeGreaterThan(20);
    expect(between(24, 200)).toBeGreaterThan(5);
    expect(
      rows.filter(
        ({ submittedAt, gradedAt }) => gradedAt !== null && String(submittedAt) > String(gradedAt),
      ).length,
    ).toBeGreaterThan(2);
    expect(rows.filter(({ content }) => content === null).length).toBeGreaterThan(8);
    expect(rows.filter(({ fileUrls }) => fileUrls !== '[]').length).toBeGreaterThan(80);
    const replaced = sample.rows(
      `SELECT v.id FROM lectern_submission_version v JOIN AssignmentSubmission s ON s.id = v.submission_id
       WHERE v.submitted_at < s.submittedAt`,
    );
    expect(replaced.length).toBeGreaterThan(25);
  });

  test('are texts that differ from each other, short and up to fifteen hundred words', () => {
    const texts = sample
      .rows('SELECT content FROM AssignmentSubmission WHERE content IS NOT NULL')
      .map(({ content }) => String(content));
    expect(new Set(texts).size).toBe(texts.length);
    const lengths = texts.map((text) => text.split(/\s+/).length);
    expect(Math.max(...lengths)).toBeGreaterThan(1300);
    expect(texts.filter((text) => text.split(/\s+/).length < 120).length).toBeGreaterThan(20);
    expect(texts.filter((text) => /\p{Script=Arabic}{3}/u.test(text)).length).toBeGreaterThan(1);
    expect(texts.filter((text) => /\p{Script=Hebrew}{3}/u.test(text)).length).toBeGreaterThan(1);
    expect(texts.filter((text) => /[{}|]/.test(text))).toEqual([]);
  });
});
