/**
 * Sizes beyond which a question is refused with a clear message instead of slowing every list
 * that shows it. Text is measured in UTF-8 bytes. A stem may be far longer than an option,
 * because reading passages are pasted into stems; real exports hold stems of two megabytes.
 */
export const QUESTION_LIMITS = {
  questionBytes: 4_000_000,
  textBytes: 100_000,
  options: 1_000,
  accepted: 1_000,
  blanks: 1_000,
  points: 1_000_000,
  order: 2_147_483_647,
} as const;

/** How far the right weights of a multiple choice may be from 1, so that 3 x 0.3333333 is right. */
export const WEIGHT_SUM_TOLERANCE = 1e-6;
