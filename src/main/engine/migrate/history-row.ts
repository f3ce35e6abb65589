import type { AppliedStep } from './step';

/** A row of the history, whose columns are the same on both engines (bookkeeping/*.sql). */
export type HistoryRow = {
  readonly step: string;
  readonly step_group: string;
  readonly up_sha256: string;
  readonly down_sha256: string;
  readonly verify_sha256: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly duration_ms: number;
  readonly who: string;
  readonly result: string;
  readonly retries: number;
  /** Text where the driver hands a BIGINT over as such. */
  readonly rows_touched: number | string;
  readonly lectern_version: string;
  readonly cursor: string | null;
};

/** What a row of the history says. */
export function toAppliedStep(row: HistoryRow): AppliedStep {
  return {
    step: row.step,
    group: row.step_group === 'plan' ? 'plan' : 'lectern',
    digests: { up: row.up_sha256, down: row.down_sha256, verify: row.verify_sha256 },
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    who: row.who,
    result: row.result === 'partial' ? 'partial' : 'applied',
    retries: row.retries,
    rowsTouched: Number(row.rows_touched),
    lecternVersion: row.lectern_version,
    cursor: row.cursor,
  };
}
