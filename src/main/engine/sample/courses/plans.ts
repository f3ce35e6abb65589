import type { Difficulty } from '../../../../shared/domain/courses';
import type { LatePolicy } from '../../../../shared/domain/late-policy';
import type { TextBank } from '../essays/text-bank';
import type { DraftedQuestion } from '../questions/drafted';

export type CourseKey = 'thermodynamics' | 'history' | 'statistics' | 'writing';

/** A chapter as its author plans it; what is left out takes the column's default. */
export type ChapterPlan = {
  readonly title: string;
  readonly description: string;
  readonly xp?: number;
  readonly isDraft?: boolean;
  readonly isFree?: boolean;
  readonly hasVideo?: boolean;
};

/** A quiz; `attempts` is how many the sample holds, `openedDaysAgo` when it was opened. */
export type QuizPlan = {
  readonly title: string;
  readonly description: string;
  /** Zero-based place of the chapter it belongs to. */
  readonly chapter: number;
  /** Minutes. */
  readonly timeLimit?: number;
  readonly maxAttempts?: number;
  /** Per cent. */
  readonly passingScore?: number;
  readonly xp?: number;
  readonly isDraft?: boolean;
  readonly attempts: number;
  readonly openedDaysAgo: number;
  readonly questions: readonly DraftedQuestion[];
};

/** An assignment with the exact number of submissions the sample holds. */
export type AssignmentPlan = {
  readonly title: string;
  readonly description: string;
  readonly chapter: number;
  readonly dueDaysAgo: number;
  readonly maxPoints: number;
  readonly refusesLate?: boolean;
  readonly latePolicy?: LatePolicy;
  readonly xp?: number;
  readonly submissions: number;
  readonly graded: number;
  readonly bank: TextBank;
  /** Names of files that learners hand in, without the ending; none means text only. */
  readonly files?: readonly string[];
};

export type CoursePlan = {
  readonly key: CourseKey;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly difficulty: Difficulty;
  readonly hours: number;
  readonly xp?: number;
  /** Null: free of charge. */
  readonly price: number | null;
  /** Name of the teacher who wrote it. */
  readonly author: string;
  /** Who else grades. */
  readonly assistant: string;
  readonly prerequisites: readonly CourseKey[];
  readonly learners: number;
  /** How many of them complete every published chapter and do all of the work. */
  readonly finishers: number;
  /** How many of the finishers hold a certificate already. */
  readonly certified: number;
  readonly openedDaysAgo: number;
  readonly attachments: readonly string[];
  readonly chapters: readonly ChapterPlan[];
  readonly quizzes: readonly QuizPlan[];
  readonly assignments: readonly AssignmentPlan[];
};
