import type BetterSqlite3 from 'better-sqlite3';
import { toInstant } from '../../../shared/kernel/clock';
import type { JsonValue } from '../../../shared/kernel/errors';
import { toAppliedStep, type HistoryRow } from './history-row';
import type { AppliedStep, RunnerStamp, Step } from './step';

/** Something the runner did, as the audit history keeps it. */
export type MigrationEvent = {
  readonly kind: 'baseline' | 'apply' | 'fail' | 'revert' | 'untouched' | 'archive' | 'restore';
  readonly step: string | null;
  readonly detail: { readonly [key: string]: JsonValue };
};

/** True when the runner has ever worked on this database. */
export function hasHistory(connection: BetterSqlite3.Database): boolean {
  return (
    connection
      .prepare(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'lectern_migration_history'",
      )
      .get() !== undefined
  );
}

/** The steps that are applied or partly applied, in their order. */
export function readHistory(connection: BetterSqlite3.Database): readonly AppliedStep[] {
  if (!hasHistory(connection)) return [];
  const rows = connection
    .prepare('SELECT * FROM "lectern_migration_history" ORDER BY "step"')
    .all() as HistoryRow[]; // the columns of bookkeeping/sqlite.sql
  return rows.map(toAppliedStep);
}

/** What a run of a step adds to its history row. */
export type StepProgress = {
  readonly startedMs: number;
  readonly result: AppliedStep['result'];
  readonly rowsTouched: number;
  readonly cursor: string | null;
};

/** Writes or renews the history row of a step; part of the step's own transaction. */
export function recordStep(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
  progress: StepProgress,
): void {
  const now = stamp.now();
  connection
    .prepare(
      `INSERT INTO "lectern_migration_history"
         ("step", "step_group", "up_sha256", "down_sha256", "verify_sha256", "started_at",
          "ended_at", "duration_ms", "who", "result", "rows_touched", "lectern_version", "cursor")
       VALUES (@step, @group, @up, @down, @verify, @startedAt, @endedAt, @durationMs, @who,
          @result, @rowsTouched, @version, @cursor)
       ON CONFLICT ("step") DO UPDATE SET
         "up_sha256" = excluded."up_sha256", "down_sha256" = excluded."down_sha256",
         "verify_sha256" = excluded."verify_sha256", "ended_at" = excluded."ended_at",
         "duration_ms" = excluded."duration_ms", "who" = excluded."who",
         "result" = excluded."result", "rows_touched" = excluded."rows_touched",
         "lectern_version" = excluded."lectern_version", "cursor" = excluded."cursor"`,
    )
    .run({
      step: step.name,
      group: step.group,
      ...step.digests,
      startedAt: toInstant(progress.startedMs),
      endedAt: progress.result === 'applied' ? toInstant(now) : null,
      durationMs: Math.round(now - progress.startedMs),
      who: stamp.who,
      result: progress.result,
      rowsTouched: progress.rowsTouched,
      version: stamp.version,
      cursor: progress.cursor,
    });
}

/** Takes a reverted step out of the history; the events keep the story. */
export function forgetStep(connection: BetterSqlite3.Database, step: string): void {
  connection.prepare('DELETE FROM "lectern_migration_history" WHERE "step" = ?').run(step);
}

/** Adds to the audit history, which is never changed or shortened. */
export function recordEvent(
  connection: BetterSqlite3.Database,
  stamp: RunnerStamp,
  event: MigrationEvent,
): void {
  connection
    .prepare(
      `INSERT INTO "lectern_migration_event" ("at", "who", "kind", "step", "detail")
       VALUES (?, ?, ?, ?, ?)`,
    )
    .run(toInstant(stamp.now()), stamp.who, event.kind, event.step, JSON.stringify(event.detail));
}

/** The detail of the newest event of a kind, as stored. */
export function newestEvent(
  connection: BetterSqlite3.Database,
  kind: MigrationEvent['kind'],
): unknown {
  if (!hasHistory(connection)) return undefined;
  const detail = connection
    .prepare(
      'SELECT "detail" FROM "lectern_migration_event" WHERE "kind" = ? ORDER BY "id" DESC LIMIT 1',
    )
    .pluck()
    .get(kind);
  return typeof detail === 'string' ? JSON.parse(detail) : undefined;
}
