import type { Schema } from '../storage/schema.generated';

/** What kind of value a column takes; `?` marks those that may be null. */
export type Family = BaseFamily | `${BaseFamily}?`;
export type BaseFamily = 'text' | 'whole' | 'number' | 'flag' | 'instant' | 'json' | 'list';

/**
 * Tables a single edit may change: those of the plan and the people. UserXP and the ledger follow
 * their own rules (see xp), a certificate stays as issued (see certificates), the journal is
 * written by the program alone, and payment identities belong to the web application.
 */
export type EditableTable =
  | Exclude<
      Extract<keyof Schema, Capitalize<string>>,
      'UserXP' | 'XPTransaction' | 'Certificate' | 'StripeCustomer'
    >
  | 'lectern_person';

/** Keys never change, and `updatedAt` is set by the program with every change. */
type Fixed = 'id' | 'updatedAt' | 'user_id' | 'created_at' | 'updated_at';

type Fields = {
  readonly [T in EditableTable]: { readonly [C in Exclude<keyof Schema[T], Fixed>]: Family };
};

/** Every field of every editable table; the compiler lists what a new step added. */
export const editableFields: Fields = {
  Achievement: {
    name: 'text',
    description: 'text',
    icon: 'text',
    category: 'text',
    condition: 'json',
    xpReward: 'whole',
    isActive: 'flag',
    createdAt: 'instant',
  },
  Assignment: {
    title: 'text',
    description: 'text',
    chapterId: 'text?',
    courseId: 'text?',
    dueDate: 'instant?',
    maxPoints: 'whole',
    allowLateSubmission: 'flag',
    isPublished: 'flag',
    xpReward: 'whole',
    createdAt: 'instant',
  },
  AssignmentSubmission: {
    userId: 'text',
    assignmentId: 'text',
    content: 'text?',
    fileUrls: 'list',
    score: 'number?',
    feedback: 'text?',
    submittedAt: 'instant',
    gradedAt: 'instant?',
  },
  Attachment: { name: 'text', url: 'text', courseId: 'text', createdAt: 'instant' },
  Category: { name: 'text' },
  Chapter: {
    title: 'text',
    description: 'text?',
    videoUrl: 'text?',
    position: 'whole',
    isPublished: 'flag',
    isFree: 'flag',
    courseId: 'text',
    createdAt: 'instant',
    xpReward: 'whole',
  },
  Course: {
    createdById: 'text',
    title: 'text',
    description: 'text?',
    imageUrl: 'text?',
    price: 'number?',
    isPublished: 'flag',
    isFree: 'flag',
    categoryId: 'text?',
    createdAt: 'instant',
    prerequisites: 'list',
    difficulty: 'text',
    estimatedHours: 'whole?',
    xpReward: 'whole',
  },
  MuxData: { assetId: 'text', playbackId: 'text?', chapterId: 'text' },
  Purchase: { userId: 'text', courseId: 'text', createdAt: 'instant' },
  Question: {
    quizId: 'text',
    type: 'text',
    question: 'text',
    options: 'json?',
    correctAnswer: 'json',
    explanation: 'text?',
    points: 'whole',
    order: 'whole',
    createdAt: 'instant',
  },
  Quiz: {
    title: 'text',
    description: 'text?',
    chapterId: 'text?',
    courseId: 'text?',
    timeLimit: 'whole?',
    maxAttempts: 'whole',
    passingScore: 'whole',
    isPublished: 'flag',
    xpReward: 'whole',
    createdAt: 'instant',
  },
  QuizAttempt: {
    userId: 'text',
    quizId: 'text',
    answers: 'json',
    score: 'number',
    totalPoints: 'whole',
    timeSpent: 'whole?',
    completedAt: 'instant',
  },
  UserAchievement: { userId: 'text', achievementId: 'text', unlockedAt: 'instant' },
  UserProgress: { userId: 'text', chapterId: 'text', isCompleted: 'flag', createdAt: 'instant' },
  UserStreak: {
    userId: 'text',
    currentStreak: 'whole',
    longestStreak: 'whole',
    lastActivityDate: 'instant?',
    freezesUsed: 'whole',
    freezesAvailable: 'whole',
    createdAt: 'instant',
  },
  lectern_person: { name: 'text', email: 'text?', source: 'text' },
};

/** Whether a single edit may change this table. */
export function isEditable(table: string): table is EditableTable {
  return Object.hasOwn(editableFields, table);
}

/** The fields of an editable table and what they take. */
export function fieldsOf(table: EditableTable): ReadonlyMap<string, Family> {
  return new Map<string, Family>(Object.entries(editableFields[table]));
}
