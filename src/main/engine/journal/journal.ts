import { fail } from '../../../shared/kernel/errors';
import { toInstant, type Clock } from '../../../shared/kernel/clock';
import type { WritableDb } from '../storage/database';
import type { Workspace } from '../storage/workspace';
import { RowEditor, type Edit } from './edit';
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
import { RowStore, type StoredRow } from './row-store';

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
  /**
   * Told of every action at its end, in its transaction: what is recorded here is recorded there or
   * not at all. The rows touched come as they were before.
   */
  readonly recorded?: (db: WritableDb, action: RecordedAction) => void;
  /** Told after each commit which tables changed. */
  readonly changed: (tables: readonly string[]) => void;
};

/** An action as it is about to be committed. */
export type RecordedAction = {
  readonly id: string;
  readonly at: string;
  readonly operations: readonly Operation[];
  readonly rowsBefore: ReadonlyMap<string, ReadonlyMap<string, StoredRow | null>>;
  readonly rows: RowStore;
};

/** Builds the journal of a workspace. */
export function createJournal(options: JournalOptions): Journal {
  const actions = new Actions(options);
  return {
    edit: (info, work) => actions.edit(info, work),
    undo: (actionId) => actions.undo(actionId),
    redo: () => actions.redo(),
    schemaChanged: () => actions.schemaChanged(),
  };
}

class Actions {
  readonly #store: RowStore;

  constructor(private readonly options: JournalOptions) {
    this.#store = new RowStore(options.workspace.connection);
  }

  edit<T>(info: ActionInfo, work: (edit: Edit) => T): T {
    return this.#perform({ kind: 'do', info, targetId: null }, (db, recorder, stamp) => {
      const rows = new RowEditor(this.#store, recorder);
      return work({
        ...db,
        actionId: stamp.actionId,
        who: stamp.who,
        at: stamp.at,
        insert: (table, row) => rows.insert(table, row),
        update: (table, key, patch) => rows.update(table, key, patch),
        remove: (table, key) => rows.remove(table, key),
        upsert: (table, row) => rows.upsert(table, row),
      });
    });
  }

  undo(actionId?: string): StoredAction {
    const { read } = this.options.workspace;
    const target = actionId === undefined ? nextUndo(read) : findAction(read, actionId);
    if (!target) {
      const what = actionId ? `There is no action ${actionId}.` : 'There is nothing to undo.';
      return fail('not_found', what);
    }
    checkUndoable(target);
    // After a redo the rows were last written by it, but its operations equal the first ones.
    return this.#takeBack('undo', target, target);
  }

  redo(): StoredAction {
    const next = nextRedo(this.options.workspace.read);
    if (!next) return fail('not_found', 'There is nothing to redo.');
    return this.#takeBack('redo', next.target, next.undo);
  }

  schemaChanged(): void {
    this.#store.forget();
  }

  /** Takes the operations of `source` back; `target` is what a person calls it. */
  #takeBack(kind: 'undo' | 'redo', target: StoredAction, source: StoredAction): StoredAction {
    const info = { name: target.name, label: target.label };
    this.#perform({ kind, info, targetId: target.id }, (db, recorder, stamp) => {
      invertOperations(operationsOf(db, source.id), this.#store, recorder);
      markUndone(db, target.id, kind === 'undo' ? stamp.actionId : null);
    });
    return target;
  }

  #perform<T>(
    action: Pick<ActionStamp, 'kind' | 'info' | 'targetId'>,
    work: (db: WritableDb, recorder: Recorder, stamp: ActionStamp) => T,
  ): T {
    const { newId, who, clock, workspace, projections, recorded, changed } = this.options;
    const at = toInstant(clock.now());
    const stamp: ActionStamp = { ...action, actionId: newId(), who: who(), at, newId };
    let touched: readonly string[] = [];
    const value = workspace.write((db) => {
      const recorder = new Recorder(db, this.#store, stamp);
      const result = work(db, recorder, stamp);
      touched = runProjections(projections, db, recorder.operations, stamp);
      const { operations, rowsBefore } = recorder;
      const rows = this.#store;
      if (operations.length > 0)
        recorded?.(db, { id: stamp.actionId, at, operations, rowsBefore, rows });
      return result;
    });
    if (touched.length > 0) changed([...touched, 'lectern_action', 'lectern_operation']);
    return value;
  }
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
