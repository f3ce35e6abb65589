import type { StoredQuestion } from '../questions/stored-question';

/** What publishing a quiz would mean. */
export type QuizReview = { readonly blocks: readonly string[]; readonly notes: readonly string[] };

type ReviewedQuiz = {
  readonly totalPoints: number;
  readonly attempts: number;
  readonly courseId: string | null;
  readonly isPublished: boolean;
  readonly xpReward: number;
};

/**
 * Decides what stands in the way of publishing (learners could not answer or never pass), and
 * what is merely worth a look. Questions are named by their place, as the editor numbers them.
 */
export function reviewQuiz(quiz: ReviewedQuiz, questions: readonly StoredQuestion[]): QuizReview {
  const blocks: string[] = [];
  const notes: string[] = [];
  const asking = questions.filter(({ type }) => type !== 'description');
  if (asking.length === 0) blocks.push('There is no question to answer yet.');
  else if (quiz.totalPoints === 0) blocks.push('No question gives points, so nobody could pass.');
  questions.forEach((question, index) => {
    const [problem] = question.problems;
    if (problem) blocks.push(`Question ${index + 1} is not finished: ${problem.message}.`);
    else if (question.source?.needsAttention) {
      blocks.push(`Question ${index + 1} needs attention since its import; open it and store it.`);
    }
  });
  const essays = questions.filter(({ type }) => type === 'essay').length;
  if (essays > 0) notes.push(`${counted(essays, 'essay')} will wait for a person to grade.`);
  if (quiz.courseId === null) notes.push('It belongs to no course, so no course page shows it.');
  if (quiz.xpReward === 0) notes.push('Passing it gives no XP.');
  if (quiz.attempts > 0) {
    notes.push(
      `${counted(quiz.attempts, 'attempt')} exist already; their scores stay as they are.`,
    );
  }
  return { blocks, notes };
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
