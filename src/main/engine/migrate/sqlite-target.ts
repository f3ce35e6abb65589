import type BetterSqlite3 from 'better-sqlite3';
import { toInstant } from '../../../shared/kernel/clock';
import { breathe } from '../jobs/breathe';
import { writeArchive } from './archive';
import type { ArchiveHeader } from './archive-format';
import type { StepSet } from './load-steps';
import { countLoss, lossParts } from './loss';
import { restoreArchive } from './restore-archive';
import { applyWholeStep, ensureBookkeeping, inTransaction } from './sqlite-apply';
import { SqliteBatches } from './sqlite-batches';
import { estimateRows } from './sqlite-estimate';
import { hasHistory, readHistory, recordEvent, type MigrationEvent } from './sqlite-history';
import { revertStep } from './sqlite-revert';
import { schemaDrift, verifyDatabase } from './sqlite-verify';
import type { RunnerStamp } from './step';
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
    // One process writes a workspace, and its handlers let one run in at a time.
    exclusively: (_stamp, work) => work(),
    longestWaitMs: () => 0,
    ...reading(connection, set),
    ...applying(connection, set),
    ...reverting(connection, set),
  };
}

type Reading =
  'version' | 'history' | 'drift' | 'verify' | 'estimate' | 'locksOf' | 'isThere' | 'dependantsOf';
type Reverting = 'lossOf' | 'archive' | 'revert' | 'restoreArchive';

function reading(connection: BetterSqlite3.Database, set: StepSet): Pick<MigrationTarget, Reading> {
  return {
    version: async () => String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    history: async () => readHistory(connection),
    drift: async () => schemaDrift(connection, set),
    verify: async () => verifyDatabase(connection, set),
    estimate: async (step) => ({ rows: estimateRows(connection, step), ms: null }),
    isThere: async () => false,
    dependantsOf: async () => [],
    // SQLite locks the file: readers go on (WAL), other writers wait.
    locksOf: () => [{ table: 'the whole file', mode: 'one writer; readers go on' }],
  };
}

function applying(
  connection: BetterSqlite3.Database,
  set: StepSet,
): Omit<MigrationTarget, Reading | Reverting | 'engine' | 'set' | 'exclusively' | 'longestWaitMs'> {
  return {
    ensureBookkeeping: async () => ensureBookkeeping(connection, set),
    // Constraints of SQLite always hold.
    finishValidation: async () => undefined,
    applyWhole: async (step, stamp) => {
      await breathe();
      return applyWholeStep(connection, step, stamp);
    },
    startBatches: async (step, stamp) => {
      const batches = new SqliteBatches(connection, step, stamp);
      return {
        rows: () => batches.rows,
        advance: async () => {
          await breathe();
          return batches.advance();
        },
      };
    },
    recordFailure: async (step, message, stamp) => {
      if (hasHistory(connection))
        note(connection, stamp, { kind: 'fail', step, detail: { message } });
    },
    rememberLmsRows: async () => rememberLmsRows(connection),
    compareLmsRows: async (stamp) => {
      const found = compareLmsRows(connection);
      note(connection, stamp, { kind: 'untouched', step: null, detail: found });
      return found;
    },
  };
}

function reverting(
  connection: BetterSqlite3.Database,
  set: StepSet,
): Pick<MigrationTarget, Reverting> {
  return {
    lossOf: async (steps) => countLoss(connection, lossParts(connection, set, steps)),
    archive: async (file, steps, stamp, lost) => {
      const header: ArchiveHeader = {
        format: 'lectern-archive',
        version: 1,
        engine: 'sqlite',
        at: toInstant(stamp.now()),
        who: stamp.who,
        steps: steps.map((step) => step.name),
      };
      writeArchive(connection, file, header, lossParts(connection, set, steps));
      note(connection, stamp, { kind: 'archive', step: null, detail: { file, lost } });
    },
    revert: async (step, stamp, lost) => revertStep(connection, step, stamp, lost),
    restoreArchive: async (file, stamp) => restoreArchive(connection, file, stamp),
  };
}

function note(connection: BetterSqlite3.Database, stamp: RunnerStamp, event: MigrationEvent): void {
  inTransaction(connection, () => recordEvent(connection, stamp, event));
}
