import type { Step } from '../step';
import { withParameters } from './named-parameters';
import { looking, type ServerSession } from './session';

/** The ends of a batch: learners after the one, up to and including the other. */
export type LearnerRange = { readonly after: string; readonly until: string };

/** As many as a catch-up pass takes in one go; more make another pass. */
const longestCatchUp = 10_000;

/** Learners whom a batch would change now: missed, or arrived since. */
export async function findMissed(
  session: ServerSession,
  step: Step,
): Promise<readonly LearnerRange[]> {
  const { missed } = step.sql;
  if (missed === null) return [];
  const { text, values } = withParameters(missed, { limit: longestCatchUp });
  return looking(session, async (client) => (await client.query<LearnerRange>(text, values)).rows);
}
