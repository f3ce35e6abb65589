import type { AnswerOf, Client } from '../../../client';

/** Who may have the certificate of a course, who has it, and who lacks what. */
export type Eligibility = AnswerOf<Client['certificates']['eligible']>;

export type EligibleLearner = Eligibility['eligible'][number];
export type OtherLearner = Eligibility['not'][number];

/** Those an issue would go to: the ticked ones, or with none ticked all that are listed. */
export function learnersToIssue(
  listed: readonly EligibleLearner[],
  ticked: ReadonlySet<string>,
): readonly EligibleLearner[] {
  return ticked.size === 0 ? listed : listed.filter(({ userId }) => ticked.has(userId));
}
