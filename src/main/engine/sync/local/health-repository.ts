import { statSync } from 'node:fs';
import type { Workspace } from '../../storage/workspace';
import { eventsOf } from './event-repository';
import { pendingStates } from './outbox-repository';

/** Values that no REAL column holds are shown up to this many; one is enough to be told. */
const unfitShown = 200;

/** What the page on health shows of the workspace itself. */
export function readHealth(workspace: Workspace): {
  readonly courses: number;
  readonly repaired: number;
  readonly workspaceBytes: number;
  readonly queueRows: number;
  readonly offlineFiles: { readonly kept: number; readonly bytes: number };
  readonly unfitValues: readonly {
    readonly table: string;
    readonly id: string;
    readonly column: string;
    readonly text: string;
  }[];
} {
  const db = workspace.read;
  const courses = db.first(
    db.from.selectFrom('Course').select((e) => e.fn.countAll<number>().as('count')),
  );
  const queue = db.first(
    db.from
      .selectFrom('lectern_outbox')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('state', 'in', [...pendingStates]),
  );
  const repaired = eventsOf(db, 'repaired').map(({ detail }) => Number(detail.rows ?? 0));
  return {
    courses: courses?.count ?? 0,
    repaired: repaired.reduce((sum, rows) => sum + rows, 0),
    workspaceBytes: bytesOf(workspace.file),
    queueRows: queue?.count ?? 0,
    offlineFiles: keptFiles(workspace),
    unfitValues: db.all(
      db.from
        .selectFrom('lectern_unfit_value')
        .select(['table_name as table', 'row_key as id', 'column_name as column', 'text'])
        .orderBy('table_name')
        .orderBy('row_key')
        .limit(unfitShown),
    ),
  };
}

/** A file may be wanted by several addresses; it lies on the disk once. */
function keptFiles({ read }: Workspace): { readonly kept: number; readonly bytes: number } {
  const files = read.all(
    read.from
      .selectFrom('lectern_offline_file')
      .select(['sha256', 'bytes'])
      .where('state', '=', 'kept')
      .groupBy('sha256'),
  );
  return {
    kept: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
  };
}

/** With what is not yet merged into the file itself. */
function bytesOf(file: string): number {
  const size = (name: string): number => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return size(file) + size(`${file}-wal`);
}
