import { fail } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { baselineStep, isBatched, type RunnerStamp, type Step } from '../step';
import type { StepOutcome } from '../step-outcome';
import { finishStep } from './apply-step';
import { withLockRetries } from './lock-retries';
import { readComplaints } from './run-statements';
import { anyPresent, findSchemaDrift } from './schema-drift';
import { noObjects, type SchemaObjects } from './schema-objects';
import { changing, type ServerSession } from './session';

/**
 * True when objects of a step are there although it is not in the history: somebody migrated by
 * hand. `found`: the catalogue before this run's first step.
 */
export function isThereAlready(session: ServerSession, step: Step, found: SchemaObjects): boolean {
  if (step.name === baselineStep || isBatched(step)) return false;
  return anyPresent(session.objects[step.name] ?? noObjects, found);
}

/**
 * Records a step that was taken by hand, when catalogue and data prove it: every object is as the
 * step would have made it, and its `verify` has no complaint. Changes nothing else. Fails with
 * `refused`, naming what differs, when they do not.
 */
export async function adoptStep(
  session: ServerSession,
  step: Step,
  found: SchemaObjects,
  stamp: RunnerStamp,
): Promise<StepOutcome> {
  const startedMs = stamp.now();
  const differing = findSchemaDrift(session.objects[step.name] ?? noObjects, found).map(
    (drift) => `${drift.object} is ${drift.found} instead of ${drift.expected}`,
  );
  if (differing.length > 0) refuse(step, differing);
  await withLockRetries(session, step.name, stamp, (retries) =>
    changing(session, async (client) => {
      const complaints = await readComplaints(client, step, 10);
      const unexplained = await unexplainedXp(client, step);
      const all = complaints.map((one) => `${one.object}: ${one.detail}`).concat(unexplained);
      if (all.length > 0) refuse(step, all);
      await finishStep(client, step, stamp, { kind: 'baseline', startedMs, retries, rows: 0 });
    }),
  );
  return { name: step.name, durationMs: stamp.now() - startedMs, retries: 0, rows: 0 };
}

/** The back-fill derives every total from the ledger: XP that is not in it would be lost. */
async function unexplainedXp(client: PgClient, step: Step): Promise<readonly string[]> {
  if (step.number !== 2) return [];
  const { rows } = await client.query<{ learners: number; sample: string | null }>(
    `SELECT count(*) AS "learners", min(x."userId") AS "sample"
     FROM "UserXP" x
     WHERE x."totalXP" <> (SELECT coalesce(sum(t."amount"), 0) FROM "XPTransaction" t
                           WHERE t."userId" = x."userId")`,
  );
  const learners = Number(rows[0]?.learners ?? 0);
  if (learners === 0) return [];
  return [
    `${learners} learners (such as ${rows[0]?.sample ?? ''}) have XP in UserXP that no award in the ledger explains, and the back-fill would take it from them`,
  ];
}

function refuse(step: Step, differing: readonly string[]): never {
  const [first, ...others] = differing;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  fail(
    'refused',
    `${step.name} has not been taken by Lectern, but some of its objects are there and are not what it would make: ${first ?? ''}${more}. Nothing was changed. Make them the same, or remove them, then try again.`,
    { step: step.name, differing: [...differing] },
  );
}
