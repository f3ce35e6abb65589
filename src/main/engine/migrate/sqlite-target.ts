import type BetterSqlite3 from 'better-sqlite3';
import { toInstant } from '../../../shared/kernel/clock';
import { writeArchive } from './archive';
import type { StepSet } from './load-steps';
import { countLoss, lossParts } from './loss';
import { restoreArchive } from './restore-archive';
import { applyWholeStep, ensureBookkeeping, inTransaction } from './sqlite-apply';
import { startBatches } from './sqlite-batches';
import { estimateRows } from './sqlite-estimate';
import { hasHistory, readHistory, recordEvent } from './sqlite-history';
import { revertStep } from './sqlite-revert';
import { schemaDrift, verifyDatabase } from './sqlite-verify';
import type { MigrationTarget } from './target';
import { compareLmsRows, rememberLmsRows } from './untouched';

/**
 * An SQLite database as a migration target. Each method runs to its end before another call gets
 * its turn, so that nothing slips between the statements of a transaction.
 */
export function createSqliteTarget(
  connection: BetterSqlite3.Database,
  set: StepSet,
): MigrationTarget {
  return {
    engine: 'sqlite',
    set,
    version: async () => String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    history: async () => readHistory(connection),
    ensureBookkeeping: async () => ensureBookkeeping(connection, set),
    applyWhole: async (step, stamp) => {
      await letOthersRun();
      return applyWholeStep(connection, step, stamp);
    },
    startBatches: async (step, stamp) => {
      const run = startBatches(connection, step, stamp);
      return {
        rows: run.rows,
        advance: async () => {
          await letOthersRun();
          return run.advance();
        },
      };
    },
    recordFailure: async (step, message, stamp) => {
      if (!hasHistory(connection)) return;
      inTransaction(connection, () =>
        recordEvent(connection, stamp, { kind: 'fail', step, detail: { message } }),
      );
    },
    rememberLmsRows: async () => rememberLmsRows(connection),
    compareLmsRows: async (stamp) => {
      const found = compareLmsRows(connection);
      inTransaction(connection, () =>
        recordEvent(connection, stamp, { kind: 'untouched', step: null, detail: found }),
      );
      return found;
    },
    revert: async (step, stamp, lost) => revertStep(connection, step, stamp, lost),
    lossOf: async (steps) => countLoss(connection, lossParts(connection, set, steps)),
    archive: async (file, steps, stamp, lost) => {
      writeArchive(
        connection,
        file,
        {
          format: 'lectern-archive',
          version: 1,
          engine: 'sqlite',
          at: toInstant(stamp.now()),
          who: stamp.who,
          steps: steps.map((step) => step.name),
        },
        lossParts(connection, set, steps),
      );
      inTransaction(connection, () =>
        recordEvent(connection, stamp, { kind: 'archive', step: null, detail: { file, lost } }),
      );
    },
    restoreArchive: async (file, stamp) => restoreArchive(connection, file, stamp),
    drift: async () => schemaDrift(connection, set),
    verify: async () => verifyDatabase(connection, set),
    estimateRows: async (step) => estimateRows(connection, step),
    // SQLite locks the file: readers go on (WAL), other writers wait.
    locksOf: () => [{ table: 'the whole file', mode: 'one writer; readers go on' }],
  };
}

/** A step may take long; calls that wait get their turn before the next one. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
