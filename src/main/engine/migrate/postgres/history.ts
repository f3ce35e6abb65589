import { toInstant } from '../../../../shared/kernel/clock';
import { fail, type JsonValue } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { toAppliedStep, type HistoryRow } from '../history-row';
import type { AppliedStep, RunnerStamp, Step } from '../step';

/** Something the runner did, as the audit history of the server keeps it. */
export type ServerEvent = {
  readonly kind:
    'baseline' | 'apply' | 'retry' | 'fail' | 'revert' | 'untouched' | 'archive' | 'restore';
  readonly step: string | null;
  readonly detail: { readonly [key: string]: JsonValue };
};

/**
 * True when the runner has ever worked on this database. Fails with `refused` when the history is
 * there but the role may not read it: without it nobody can tell what is applied.
 */
export async function hasHistory(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ readable: boolean }>(
    `SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS "readable"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'lectern' AND c.relname = 'migration_history'`,
  );
  const [found] = rows;
  if (!found) return false;
  if (found.readable) return true;
  return fail(
    'refused',
    'The role may not read the history of the steps (schema lectern). Nothing was changed. Let an owner run: GRANT USAGE ON SCHEMA lectern TO the role; GRANT SELECT ON ALL TABLES IN SCHEMA lectern TO the role;',
  );
}

/** The steps that are applied or partly applied, in their order. */
export async function readHistory(client: PgClient): Promise<readonly AppliedStep[]> {
  if (!(await hasHistory(client))) return [];
  const { rows } = await client.query<HistoryRow>(
    'SELECT * FROM lectern.migration_history ORDER BY step COLLATE "C"',
  );
  return rows.map(toAppliedStep);
}

/** What a run of a step adds to its history row. */
export type StepProgress = {
  readonly startedMs: number;
  readonly result: AppliedStep['result'];
  readonly rowsTouched: number;
  readonly retries: number;
  readonly cursor: string | null;
};

/**
 * Writes or renews the history row of a step, and its event when it is whole; part of the step's
 * own transaction. False when the row is no longer as this run left it (`expected`: the cursor,
 * undefined for no row): another run has been here, and the transaction must be rolled back.
 */
export async function recordStep(
  client: PgClient,
  step: Step,
  stamp: RunnerStamp,
  progress: StepProgress,
  expected: { readonly cursor: string | null } | undefined,
  event?: Omit<ServerEvent, 'step'>,
): Promise<boolean> {
  const now = stamp.now();
  const values = [
    step.name,
    step.group,
    step.digests.up,
    step.digests.down,
    step.digests.verify,
    toInstant(progress.startedMs),
    progress.result === 'applied' ? toInstant(now) : null,
    Math.round(now - progress.startedMs),
    stamp.who,
    progress.result,
    progress.retries,
    progress.rowsTouched,
    stamp.version,
    progress.cursor,
  ];
  if (expected) values.push(expected.cursor);
  const change = expected ? updateSql : insertSql;
  if (!event) return (await client.query(change, values)).rowCount === 1;
  // One statement: a schema step is short, and every exchange with the server counts.
  const at = values.length;
  const both = `WITH recorded AS (${change} RETURNING step, who)
    INSERT INTO lectern.migration_event (at, who, kind, step, detail)
    SELECT $${at + 1}::timestamptz, who, $${at + 2}, step, $${at + 3}::jsonb FROM recorded`;
  const more = [toInstant(now), event.kind, JSON.stringify(event.detail)];
  return (await client.query(both, [...values, ...more])).rowCount === 1;
}

const columns = `step, step_group, up_sha256, down_sha256, verify_sha256, started_at, ended_at,
  duration_ms, who, result, retries, rows_touched, lectern_version, cursor`;

const insertSql = `INSERT INTO lectern.migration_history (${columns})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  ON CONFLICT (step) DO NOTHING`;

const updateSql = `UPDATE lectern.migration_history
  SET (${columns}) = ROW($1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz, $8::integer, $9,
    $10, $11::integer, $12::bigint, $13, $14)
  WHERE step = $1 AND result = 'partial' AND cursor IS NOT DISTINCT FROM $15`;

/** Marks a step as no longer whole, before the first batch of its `down` is committed. */
export async function markPartial(client: PgClient, step: string): Promise<void> {
  await client.query(
    `UPDATE lectern.migration_history SET result = 'partial', ended_at = NULL, cursor = NULL
     WHERE step = $1 AND (result <> 'partial' OR cursor IS NOT NULL)`,
    [step],
  );
}

/** Takes a reverted step out of the history; the events keep the story. */
export async function forgetStep(client: PgClient, step: string): Promise<void> {
  await client.query('DELETE FROM lectern.migration_history WHERE step = $1', [step]);
}

/** Adds to the audit history, which is never changed or shortened. */
export async function recordEvent(
  client: PgClient,
  stamp: RunnerStamp,
  event: ServerEvent,
): Promise<void> {
  await client.query(
    `INSERT INTO lectern.migration_event (at, who, kind, step, detail)
     VALUES ($1, $2, $3, $4, $5)`,
    [toInstant(stamp.now()), stamp.who, event.kind, event.step, JSON.stringify(event.detail)],
  );
}

/** The detail of the newest event of a kind; undefined when there is none. */
export async function newestEvent(client: PgClient, kind: ServerEvent['kind']): Promise<unknown> {
  const { rows } = await client.query<{ detail: unknown }>(
    'SELECT detail FROM lectern.migration_event WHERE kind = $1 ORDER BY id DESC LIMIT 1',
    [kind],
  );
  return rows[0]?.detail;
}
