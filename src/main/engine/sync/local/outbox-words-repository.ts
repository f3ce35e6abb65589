import type { FieldConflict } from '../../../../shared/domain/sync/merge';
import type { ReadableDb } from '../../storage/database';

/** What an action is called in the history; undefined for what sync itself has queued. */
export function actionLabel(db: ReadableDb, actionId: string): string | undefined {
  return db.first(db.from.selectFrom('lectern_action').select('label').where('id', '=', actionId))
    ?.label;
}

/** Conflicts of other workspaces that are not decided, newest first. */
export function othersConflicts(db: ReadableDb) {
  return db
    .all(
      db.from
        .selectFrom('lectern_sync_conflict as c')
        .select(['c.id', 'c.table_name as table', 'c.row_key as row', 'c.who', 'c.fields', 'c.at'])
        .where('c.resolved', 'is', null)
        .where(
          'c.client_id',
          'not in',
          db.from.selectFrom('lectern_sync_state').select('client_id'),
        )
        .orderBy('c.at', 'desc'),
    )
    .map(({ fields, ...row }) => ({
      ...row,
      // Written by a push of this program alone.
      fields: JSON.parse(fields) as FieldConflict[],
    }));
}
