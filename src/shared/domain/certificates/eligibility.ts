import { assertNever } from '../../kernel/assert-never';
import { scorePercentage } from '../scoring';
import type { EligibilityCondition, EligibilityRule } from './eligibility-rule';

/** What is known of one learner in one course. */
export type EligibilityFacts = {
  readonly publishedChapters: readonly { readonly id: string; readonly title: string }[];
  readonly completedChapterIds: ReadonlySet<string>;
  readonly quizzes: ReadonlyMap<string, { readonly title: string; readonly passed: boolean }>;
  /** `score` is null until graded; points. */
  readonly assignments: ReadonlyMap<
    string,
    { readonly title: string; readonly score: number | null; readonly maxPoints: number }
  >;
};

/** Why a learner does not qualify: a code with its facts, and English. */
export type EligibilityReason = {
  readonly code:
    | 'no_published_chapter'
    | 'chapters_missing'
    | 'quiz_not_passed'
    | 'quiz_unknown'
    | 'assignment_not_graded'
    | 'assignment_below'
    | 'assignment_unknown';
  readonly params: { readonly [name: string]: string | number };
  readonly text: string;
};

function chapterReasons(facts: EligibilityFacts): readonly EligibilityReason[] {
  const { publishedChapters, completedChapterIds } = facts;
  const total = publishedChapters.length;
  if (total === 0) {
    return [
      { code: 'no_published_chapter', params: {}, text: 'The course has no published chapter' },
    ];
  }
  const missing = publishedChapters.filter(({ id }) => !completedChapterIds.has(id));
  const [first] = missing;
  if (!first) return [];
  const text = `${missing.length} of ${total} chapters not completed, first "${first.title}"`;
  const params = { missing: missing.length, total, first: first.title };
  return [{ code: 'chapters_missing', params, text }];
}

function quizReason(id: string, facts: EligibilityFacts): readonly EligibilityReason[] {
  const quiz = facts.quizzes.get(id);
  if (!quiz) {
    return [
      { code: 'quiz_unknown', params: { id }, text: `The rule names a quiz that is gone (${id})` },
    ];
  }
  if (quiz.passed) return [];
  const text = `Quiz "${quiz.title}" not passed`;
  return [{ code: 'quiz_not_passed', params: { id, title: quiz.title }, text }];
}

function assignmentReason(
  id: string,
  minPercent: number,
  facts: EligibilityFacts,
): readonly EligibilityReason[] {
  const assignment = facts.assignments.get(id);
  if (!assignment) {
    const text = `The rule names an assignment that is gone (${id})`;
    return [{ code: 'assignment_unknown', params: { id }, text }];
  }
  const { title, score, maxPoints } = assignment;
  if (score === null) {
    return [
      {
        code: 'assignment_not_graded',
        params: { id, title },
        text: `Assignment "${title}" not graded`,
      },
    ];
  }
  const percent = scorePercentage(score, maxPoints) ?? 0;
  if (percent >= minPercent - 1e-9) return [];
  // Rounded down, so that 69.96 % is never shown as the 70 % it misses.
  const shown = Math.floor(percent * 10) / 10;
  const text = `Assignment "${title}" graded ${shown} %, needs ${minPercent} %`;
  return [{ code: 'assignment_below', params: { id, title, percent: shown, minPercent }, text }];
}

function conditionReasons(
  condition: EligibilityCondition,
  facts: EligibilityFacts,
): readonly EligibilityReason[] {
  switch (condition.kind) {
    case 'chapters_completed':
      return chapterReasons(facts);
    case 'quizzes_passed':
      return condition.quizIds.flatMap((id) => quizReason(id, facts));
    case 'assignments_graded':
      return condition.assignmentIds.flatMap((id) =>
        assignmentReason(id, condition.minPercent, facts),
      );
    default:
      return assertNever(condition);
  }
}

/** Judges one learner by a rule; no reasons means eligible. */
export function evaluateEligibility(
  rule: EligibilityRule,
  facts: EligibilityFacts,
): { readonly eligible: boolean; readonly reasons: readonly EligibilityReason[] } {
  const reasons = rule.conditions.flatMap((condition) => conditionReasons(condition, facts));
  return { eligible: reasons.length === 0, reasons };
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`;
}

/** The rule as sentences a person can read, one per condition. */
export function describeRule(rule: EligibilityRule): readonly string[] {
  return rule.conditions.map((condition) => {
    switch (condition.kind) {
      case 'chapters_completed':
        return 'All published chapters completed';
      case 'quizzes_passed':
        return `${plural(condition.quizIds.length, 'The chosen quiz', 'chosen quizzes')} passed`;
      case 'assignments_graded': {
        const what = plural(
          condition.assignmentIds.length,
          'The chosen assignment',
          'chosen assignments',
        );
        return `${what} graded ${condition.minPercent} % or more`;
      }
      default:
        return assertNever(condition);
    }
  });
}
