import type { Fields } from '../../../../shared/domain/sync/values';
import type { RowStore } from '../../journal/row-store';
import type { WritableDb } from '../../storage/database';
import { findSyncTable, writeOrder } from '../tables';
import type { ServerChange } from './server-change';
import { findBase, putBase } from './base-repository';
import { rebuildHidden } from './hidden-rows';
import { followAwards, hasAwardsApart } from './learner-standings';
import { keepLastRow } from './outbox-many-repository';
import { rebuildRow } from './rebuild-row';
import { isSetAside, setAside } from './set-aside';
import type { RowName } from './settle';
import { dropOverruledGrade, keepOldVersion } from './submission-changes';
import { readSyncState } from './state-repository';
import { noteUnfit } from './unfit-repository';
import { apartByParent, orphansOf } from './orphans';
import { hideChildren, removeRow, rivalsOf, writeRow } from './write-row';

/**
 * Rows of one moment of the server on their way into the tables here. `put` all of them, parents
 * first, then `remove`, children first, then `finish`: in one transaction, or over several as long
 * as the cursor moves with the last. Stopped before that, the same rows come again.
 */
export class ServerRows {
  /** Tables in which anything may have changed. */
  readonly changed = new Set<string>();
  readonly #rebuild: RowName[] = [];
  readonly #aside: RowName[] = [];
  readonly #submissions = new Set<string>();
  readonly #standings: Fields[] = [];
  #keepsStandings: boolean | undefined;
  #isAdministrator: boolean | undefined;
  #apart: ReturnType<typeof apartByParent> | undefined;

  constructor(
    private readonly rows: RowStore,
    private readonly at: string,
  ) {}

  put(db: WritableDb, { table, key, unfit }: ServerChange, row: Fields): void {
    this.changed.add(table);
    if (table === 'AssignmentSubmission') {
      keepOldVersion(db, this.rows, row, this.at);
      this.#submissions.add(key);
    }
    if (table === 'UserXP') this.#keepStanding(db, row);
    if (mayBeUnfit(table)) noteUnfit(db, table, key, unfit);
    if (findBase(db, table, key) || !this.#write(db, table, row)) {
      putBase(db, table, key, row);
      this.#rebuild.push({ table, key });
    }
  }

  remove(db: WritableDb, table: string, key: string): void {
    this.changed.add(table);
    if (mayBeUnfit(table)) noteUnfit(db, table, key, undefined);
    if (this.#keepsOrphans(db)) hideChildren(db, this.rows, table, key);
    else for (const below of this.#below(db, table, key)) this.remove(db, ...below);
    const base = findBase(db, table, key);
    if (!base) return removeRow(db, this.rows, table, key);
    // A person whose change can no longer be made may want the row back.
    keepLastRow(db, table, key, base.row);
    putBase(db, table, key, null);
    this.#rebuild.push({ table, key });
  }

  /** `touched`: rows whose operations have just been settled. */
  finish(db: WritableDb, touched: readonly RowName[]): void {
    const { rows, changed } = this;
    for (const { table, key } of this.#aside) {
      // Nothing was said of it, yet it cannot be on the server as it is here.
      if (!findBase(db, table, key) && isSetAside(db, rows, table, key)) {
        removeRow(db, rows, table, key);
      }
    }
    const again = [...this.#rebuild, ...this.#aside, ...touched];
    for (const { table } of again) changed.add(table);
    for (const { table, key } of inWriteOrder(again)) rebuildRow(db, rows, table, key);
    for (const table of rebuildHidden(db, rows, changed)) changed.add(table);
    if (changed.has('XPTransaction') || changed.has('UserXP')) {
      followAwards(db, rows, this.#standings, this.at);
      changed.add('UserXP');
    }
    for (const key of this.#submissions) dropOverruledGrade(db, key);
    if (this.#submissions.size > 0) changed.add('lectern_grade');
  }

  /** False when the schema here does not take the row. */
  #write(db: WritableDb, table: string, row: Fields): boolean {
    const { rows } = this;
    if (table === 'XPTransaction' && !hasStanding(db, row)) return false;
    const written = writeRow(db, rows, table, row);
    if (written !== 'occupied') return written === 'written';
    for (const rival of rivalsOf(db, rows, table, row)) {
      setAside(db, rows, table, rival);
      this.#aside.push({ table, key: rival });
    }
    return writeRow(db, rows, table, row) === 'written';
  }

  /** What has no course any more without this row. */
  #below(db: WritableDb, table: string, key: string) {
    this.#apart ??= apartByParent(db);
    return [
      ...orphansOf(db, this.rows, table, key),
      ...(this.#apart.get(`${table}\n${key}`) ?? []),
    ];
  }

  /** An administrator has what belongs to no course, too; for everybody else it is out of scope. */
  #keepsOrphans(db: WritableDb): boolean {
    this.#isAdministrator ??= readSyncState(db)?.userId === null;
    return this.#isAdministrator;
  }

  /** Only where an award's rebuilding may derive it anew are the server's standings needed again. */
  #keepStanding(db: WritableDb, row: Fields): void {
    this.#keepsStandings ??= hasAwardsApart(db);
    if (this.#keepsStandings) this.#standings.push(row);
  }
}

/** The foreign key of the ledger is looked at only at the end of a transaction, too late to yield. */
function hasStanding(db: WritableDb, { userId }: Fields): boolean {
  const query = db.from.selectFrom('UserXP').select('id').where('userId', '=', String(userId));
  return db.first(query) !== undefined;
}

function mayBeUnfit(table: string): boolean {
  return findSyncTable(table)?.columns.some(({ kind }) => kind === 'real') ?? false;
}

function inWriteOrder(names: readonly RowName[]): readonly RowName[] {
  return [...names].sort((a, b) => writeOrder(a.table) - writeOrder(b.table));
}
