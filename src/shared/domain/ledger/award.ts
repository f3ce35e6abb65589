/** What an award can be for; `adjustment` is a correction by a person. */
export const awardSources = [
  'chapter',
  'course',
  'quiz',
  'assignment',
  'achievement',
  'adjustment',
] as const;

export type AwardSource = (typeof awardSources)[number];

/** What makes an award one and the same: there is at most one of each in the ledger. */
export type AwardKey = {
  readonly userId: string;
  readonly sourceType: AwardSource;
  readonly sourceId: string;
};

/** An award about to be made. `amount` is in whole XP and comes from an `xpReward` column. */
export type Award = AwardKey & {
  readonly amount: number;
  /** What the learner reads beside it, such as `Quiz passed: Tides`. */
  readonly reason: string;
};

/**
 * The id of a ledger row, made of what makes the award unique, so that two computers that make the
 * same award offline make the same row. `:` and `%` in a user id are escaped, which keeps it
 * unambiguous; the back-fill of step 014 does the same under its own prefix.
 */
export function awardId({ userId, sourceType, sourceId }: AwardKey): string {
  const learner = userId.replaceAll('%', '%25').replaceAll(':', '%3A');
  return `award:${sourceType}:${learner}:${sourceId}`;
}
