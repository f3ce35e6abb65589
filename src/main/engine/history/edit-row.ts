import { fail } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import { changeLabel } from '../fields/change-label';
import { toStored } from '../fields/to-stored';
import type { Edit } from '../journal/edit';
import { sqliteCode } from '../storage/sqlite-errors';
import { checkChange, type Change, type ChangedRow } from './check-change';
import { editableFields, isEditable, type EditableTable } from './editable-fields';
import { findRow, lastOperation } from './repository';

/**
 * One change of one row, named by table and key, through the same path as every other: checked,
 * recorded, undoable. Fails with `bad_input` for a table, field or value that is not open to it
 * and with `not_found` for a row that is not there.
 */
export function editRow(
  context: Pick<EngineContext, 'workspace' | 'edit'>,
  wish: { readonly table: string; readonly id: string; readonly set: Change },
): { readonly op: string; readonly action: string } {
  const { table, id } = wish;
  if (!isEditable(table)) return notEditable(table);
  const { read } = context.workspace;
  const row = findRow(read, table, id);
  if (!row) {
    return fail('not_found', `There is no ${table} ${id}. Nothing was changed.`, { table, id });
  }
  const change = checkChange(table, row, wish.set);
  const label = changeLabel(change, titleOf(row, `${table} ${id}`));
  const action = namingConstraints(table, () =>
    context.edit({ name: 'row.edit', label }, (edit) => {
      if (!write(edit, table, id, change)) {
        fail('bad_input', `${table} ${id} has these values already. Nothing was changed.`, {
          table,
          id,
        });
      }
      return edit.actionId;
    }),
  );
  const op = lastOperation(read, action);
  if (op === undefined) throw new Error(`The action ${action} was stored without an operation`);
  return { op, action };
}

function write(edit: Edit, table: EditableTable, id: string, change: Change): boolean {
  // checkChange has matched names and kinds of the fields with this very table.
  return edit.update(
    table,
    id,
    toStored(change) as Parameters<typeof edit.update<typeof table>>[2],
  );
}

function titleOf(row: ChangedRow, otherwise: string): string {
  const title = row.title ?? row.name;
  return typeof title === 'string' && title !== '' ? title : otherwise;
}

/** A value of the right kind can still break a rule of the table; that is bad input, not a bug. */
function namingConstraints<T>(table: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!sqliteCode(error).startsWith('SQLITE_CONSTRAINT') || !(error instanceof Error))
      throw error;
    return fail(
      'bad_input',
      `${table} does not allow this: ${error.message}. Nothing was changed.`,
      {
        table,
      },
    );
  }
}

const reasons: { readonly [table: string]: string } = {
  UserXP: 'XP is only ever changed by awards',
  XPTransaction: 'XP is only ever changed by awards',
  Certificate: 'a certificate stays as it was issued; reissue or revoke it instead',
  StripeCustomer: 'payment identities belong to the web application',
};

function notEditable(table: string): never {
  const why = reasons[table] ?? `the tables are ${Object.keys(editableFields).join(', ')}`;
  return fail('bad_input', `${table} cannot be edited: ${why}. Nothing was changed.`, { table });
}
