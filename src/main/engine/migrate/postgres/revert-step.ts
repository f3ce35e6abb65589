import { fail } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import type { LossCounts } from '../loss';
import { splitStatements } from '../statements';
import { isBatched, type RunnerStamp, type Step } from '../step';
import { BatchSize } from './batch-size';
import { forgetStep, markPartial, recordEvent } from './history';
import { lecternDependants } from './lectern-dependants';
import { withLockRetries } from './lock-retries';
import { countLossParts, lossPartsOf } from './loss';
import { isPerBatch, withParameters } from './named-parameters';
import { runStatements } from './run-statements';
import { noObjects, readSchemaObjects } from './schema-objects';
import { changing, type ServerSession } from './session';

/**
 * Reverts one step. `down` and the history are one transaction; the `down` of a batched step runs
 * in batches first, and the step is `partial` meanwhile. Before a table is dropped it is locked
 * and counted again: rows that came after the consent stop the step. Throws a StepError or a
 * failure; nothing of that transaction stays then.
 */
export async function revertServerStep(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
  lost: LossCounts,
  report: (detail: string) => void,
): Promise<void> {
  const statements = splitStatements(step.sql.down);
  const perBatch = isBatched(step) ? statements.filter(isPerBatch) : [];
  if (perBatch.length > 0) await revertBatches(session, step, stamp, perBatch, report);
  const once = statements.filter((statement) => !perBatch.includes(statement));
  await withLockRetries(session, step.name, stamp, () =>
    changing(session, async (client) => {
      if (!isBatched(step)) await takeAndRecount(client, session, step, lost);
      await runStatements(client, step, once);
      await forgetStep(client, step.name);
      const detail = { lost, longestWaitMs: session.watch.longestMs };
      await recordEvent(client, stamp, { kind: 'revert', step: step.name, detail });
    }),
  );
}

async function revertBatches(
  session: ServerSession,
  step: Step,
  stamp: RunnerStamp,
  statements: readonly string[],
  report: (detail: string) => void,
): Promise<void> {
  const size = new BatchSize();
  let after = '';
  let rows = 0;
  for (;;) {
    const startedMs = stamp.now();
    const { value } = await withLockRetries(session, step.name, stamp, () =>
      changing(session, async (client) => {
        const next = withParameters(step.sql.downNext ?? '', { after, limit: size.rows });
        const found = await client.query<{ until: string | null }>(next.text, next.values);
        const until = found.rows[0]?.until ?? null;
        if (until === null) return undefined;
        await markPartial(client, step.name);
        return { until, rows: await runStatements(client, step, statements, { after, until }) };
      }),
    );
    if (!value) return;
    after = value.until;
    rows += value.rows;
    size.learn(stamp.now() - startedMs);
    report(`${step.name}: ${rows} rows taken back`);
  }
}

/** Takes the locks first, the tables of Lectern's own that go along included. */
async function takeAndRecount(
  client: PgClient,
  session: ServerSession,
  step: Step,
  lost: LossCounts,
): Promise<void> {
  const { tables, columns } = session.objects[step.name] ?? noObjects;
  const altered = columns.map((column) => column.table).filter((name) => !tables.includes(name));
  const found = await readSchemaObjects(client);
  const names = [...new Set([...tables, ...altered])].filter((name) => found.tables.includes(name));
  for (const name of names) {
    await runStatements(client, step, [`LOCK TABLE "${name}" IN ACCESS EXCLUSIVE MODE`]);
  }
  const counts = await countLossParts(client, lossPartsOf(session.objects, found, [step]));
  const more = Object.entries(counts).filter(([object, count]) => count > (lost[object] ?? 0));
  if (more.length > 0) refuseMore(step, more);
  for (const { table, column } of lecternDependants(found, tables)) {
    await runStatements(client, step, [`DELETE FROM ${table} WHERE ${column} IS NOT NULL`]);
  }
}

function refuseMore(
  step: Step,
  more: readonly (readonly [object: string, count: number])[],
): never {
  const list = more.map(([object, count]) => `${object} (now ${count})`).join(', ');
  fail(
    'refused',
    `Since they were counted, rows have come that ${step.name} would lose: ${list}. The step stays applied. Start again to see and accept what is there now.`,
    { step: step.name, wouldLose: Object.fromEntries(more) },
  );
}
