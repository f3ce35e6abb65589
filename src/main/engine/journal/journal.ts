import { fail } from '../../../shared/kernel/errors';
import { toInstant, type Clock } from '../../../shared/kernel/clock';
import type { WritableDb } from '../storage/database';
import type { Workspace } from '../storage/workspace';
import { createRowEditor, type Edit } from './edit';
import { invertOperations } from './invert';
import type { ActionInfo, Operation } from './operation';
import type { Projection } from './projections';
import { Recorder, type ActionStamp } from './recorder';
import {
  findAction,
  markUndone,
  nextRedo,
  nextUndo,
  operationsOf,
  type StoredAction,
} from './repository';
import { RowStore } from './row-store';

/** The one write path: doing, taking back and doing again, all recorded alike. */
export type Journal = {
  /** Runs `work` as one named action in one transaction; what it changed can be undone whole. */
  readonly edit: <T>(info: ActionInfo, work: (edit: Edit) => T) => T;
  /** Takes back the newest action that stands, or the one named. */
  readonly undo: (actionId?: string) => StoredAction;
  readonly redo: () => StoredAction;
  /** To be called after a migration step: tables may look different. */
  readonly schemaChanged: () => void;
};

export type JournalOptions = {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly who: () => string;
  readonly projections: readonly Projection[];
  /** Told after each commit which tables changed. */
  readonly changed: (tables: readonly string[]) => void;
};

/** Builds the journal of a workspace. */
export function createJournal(options: JournalOptions): Journal {
  const { workspace } = options;
  const store = new RowStore(workspace.connection);

  const perform = <T>(
    action: Pick<ActionStamp, 'kind' | 'info' | 'targetId'>,
    work: (db: WritableDb, recorder: Recorder, stamp: ActionStamp) => T,
  ): T => {
    const stamp: ActionStamp = {
      ...action,
      actionId: options.newId(),
      who: options.who(),
      at: toInstant(options.clock.now()),
      newId: options.newId,
    };
    let touched: readonly string[] = [];
    const value = workspace.write((db) => {
      const recorder = new Recorder(db, stamp);
      const result = work(db, recorder, stamp);
      touched = runProjections(options.projections, db, recorder.operations, stamp);
      return result;
    });
    if (touched.length > 0) options.changed([...touched, 'lectern_action', 'lectern_operation']);
    return value;
  };

  const takeBack = (
    kind: 'undo' | 'redo',
    target: StoredAction,
    source: StoredAction,
  ): StoredAction => {
    perform(
      { kind, info: { name: target.name, label: target.label }, targetId: target.id },
      (db, recorder, stamp) => {
        invertOperations(operationsOf(db, source.id), store, recorder);
        markUndone(db, target.id, kind === 'undo' ? stamp.actionId : null);
      },
    );
    return target;
  };

  return {
    edit: (info, work) =>
      perform({ kind: 'do', info, targetId: null }, (db, recorder, stamp) => {
        const rows = createRowEditor(store, recorder);
        return work({ ...db, ...rows, actionId: stamp.actionId, who: stamp.who, at: stamp.at });
      }),
    undo: (actionId) => {
      const target =
        actionId === undefined ? nextUndo(workspace.read) : findAction(workspace.read, actionId);
      if (!target)
        return fail(
          'not_found',
          actionId ? `There is no action ${actionId}.` : 'There is nothing to undo.',
        );
      checkUndoable(target);
      // After a redo the rows were last written by it, but its operations equal the first ones.
      return takeBack('undo', target, target);
    },
    redo: () => {
      const next = nextRedo(workspace.read);
      if (!next) return fail('not_found', 'There is nothing to redo.');
      return takeBack('redo', next.target, next.undo);
    },
    schemaChanged: () => store.forget(),
  };
}

function checkUndoable(target: StoredAction): void {
  if (target.kind !== 'do')
    fail('refused', 'Only what was done can be undone; use redo to take an undo back.');
  if (target.undoneBy !== null)
    fail('refused', `“${target.label}” has already been undone.`, { action: target.id });
  if (!target.undoable) {
    fail('refused', `“${target.label}” stays as it is and cannot be undone.`, {
      action: target.id,
    });
  }
}

function runProjections(
  projections: readonly Projection[],
  db: WritableDb,
  operations: readonly Operation[],
  stamp: ActionStamp,
): readonly string[] {
  const tables = new Set(operations.map((operation) => operation.table));
  for (const projection of projections) {
    if (!tables.has(projection.table)) continue;
    const changes = operations.filter((operation) => operation.table === projection.table);
    const { actionId, kind, info, who, at } = stamp;
    projection.project(db, changes, { actionId, kind, name: info.name, who, at });
    for (const table of projection.writes) tables.add(table);
  }
  return [...tables];
}
