import type BetterSqlite3 from 'better-sqlite3';
import { inTransaction, runStatements } from './sqlite-apply';
import { forgetStep, recordEvent } from './sqlite-history';
import type { LossCounts } from './loss';
import type { RunnerStamp, Step } from './step';

/**
 * Reverts one step: `down` and the history are one transaction. Foreign keys stay on: dropping a
 * table takes the rows that belong to it in Lectern's own tables with it, as deleting them would,
 * and `countLoss` has counted those. Throws a StepError; nothing of the step is reverted then.
 */
export function revertStep(
  connection: BetterSqlite3.Database,
  step: Step,
  stamp: RunnerStamp,
  lost: LossCounts,
): void {
  inTransaction(connection, () => {
    runStatements(connection, step, step.sql.down);
    forgetStep(connection, step.name);
    recordEvent(connection, stamp, { kind: 'revert', step: step.name, detail: { lost } });
  });
}
