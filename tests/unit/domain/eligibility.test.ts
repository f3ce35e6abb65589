import { describe, expect, test } from 'vitest';
import {
  defaultEligibilityRule,
  describeRule,
  eligibilityRuleSchema,
  evaluateEligibility,
} from '../../../src/shared/domain/certificates';
import type { EligibilityFacts, EligibilityRule } from '../../../src/shared/domain/certificates';

const chapters = [
  { id: 'c1', title: 'Start' },
  { id: 'c2', title: 'Middle' },
];
const facts = (change: Partial<EligibilityFacts> = {}): EligibilityFacts => ({
  publishedChapters: chapters,
  completedChapterIds: new Set(['c1', 'c2', 'unpublished']),
  quizzes: new Map([['q1', { title: 'Final', passed: true }]]),
  assignments: new Map([['a1', { title: 'Essay', score: 70, maxPoints: 100 }]]),
  ...change,
});
const rule: EligibilityRule = {
  conditions: [
    { kind: 'chapters_completed' },
    { kind: 'quizzes_passed', quizIds: ['q1'] },
    { kind: 'assignments_graded', assignmentIds: ['a1'], minPercent: 70 },
  ],
};
const texts = (given: EligibilityFacts, by = rule) =>
  evaluateEligibility(by, given).reasons.map(({ text }) => text);

describe('eligibility', () => {
  test('who meets every condition is eligible without reasons', () => {
    expect(evaluateEligibility(rule, facts())).toEqual({ eligible: true, reasons: [] });
  });

  test('each unmet condition gives its reason', () => {
    const missing = facts({
      completedChapterIds: new Set(['c1']),
      quizzes: new Map([['q1', { title: 'Final', passed: false }]]),
      assignments: new Map([['a1', { title: 'Essay', score: 69.96, maxPoints: 100 }]]),
    });
    expect(texts(missing)).toEqual([
      '1 of 2 chapters not completed, first "Middle"',
      'Quiz "Final" not passed',
      'Assignment "Essay" graded 69.9 %, needs 70 %',
    ]);
    expect(evaluateEligibility(rule, missing).reasons[2]).toMatchObject({
      code: 'assignment_below',
      params: { minPercent: 70 },
    });
  });

  test('a course without a published chapter, an ungraded assignment and vanished rows block', () => {
    expect(texts(facts({ publishedChapters: [] }), defaultEligibilityRule)).toEqual([
      'The course has no published chapter',
    ]);
    const gone = facts({ quizzes: new Map(), assignments: new Map() });
    expect(evaluateEligibility(rule, gone).reasons.map(({ code }) => code)).toEqual([
      'quiz_unknown',
      'assignment_unknown',
    ]);
    const ungraded = facts({
      assignments: new Map([['a1', { title: 'Essay', score: null, maxPoints: 100 }]]),
    });
    expect(texts(ungraded)).toEqual(['Assignment "Essay" not graded']);
  });

  test('a rule can be read, and an empty one is none', () => {
    expect(describeRule(rule)).toEqual([
      'All published chapters completed',
      'The chosen quiz passed',
      'The chosen assignment graded 70 % or more',
    ]);
    expect(eligibilityRuleSchema.safeParse(rule).success).toBe(true);
    expect(eligibilityRuleSchema.safeParse({ conditions: [] }).success).toBe(false);
    expect(
      eligibilityRuleSchema.safeParse({ conditions: [{ kind: 'quizzes_passed', quizIds: [] }] })
        .success,
    ).toBe(false);
  });
});
