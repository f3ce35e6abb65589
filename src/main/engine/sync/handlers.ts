import type { sync } from '../../../shared/contract/sync';
import { ok } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import type { Handlers } from '../rpc/handlers';
import { actOnOperation } from './act';
import { changeServer } from './change-server';
import { initSync } from './init';
import { readConflicts, readOutbox } from './list-outbox';
import { previewServer } from './preview';
import { readEvent, readEvents } from './read-event';
import { resolveConflict } from './resolve';
import type { CycleKind } from './service/loop';
import { statusOf } from './service/status-of';
import { syncTables } from './tables';

/** The workspace and its server. */
export const syncHandlers: Handlers<typeof sync> = {
  preview: async (input, context) => ok(await previewServer(context, input)),

  init: async (input, context) => ok(await initSync(context, input)),

  status: async (_input, context) => ok(await statusOf(context)),

  run: (_input, context) => cycle(context, 'run'),

  pull: (_input, context) => cycle(context, 'pull'),

  push: (_input, context) => cycle(context, 'push'),

  wake: (_input, { sync: service }) => {
    service.wake();
    return ok({});
  },

  pause: async ({ paused }, { sync: service }) => {
    const keeper = await service.keeper();
    keeper.pause(paused);
    return ok(keeper.status());
  },

  changeServer: async ({ server }, context) => ok(await changeServer(context, server)),

  outbox: (input, { workspace }) => ok(readOutbox(workspace, input)),

  conflicts: (_input, { workspace }) => ok(readConflicts(workspace)),

  resolve: (input, context) => {
    const acted = resolveConflict(context, input);
    return decided(context, acted);
  },

  act: (input, context) => {
    const acted = actOnOperation(context, input);
    return decided(context, acted);
  },

  verify: async (_input, { sync: service, signal }) => {
    const keeper = await service.keeper();
    const { differs, compared } = await keeper.verify(signal);
    return ok({
      ok: differs.length === 0,
      differs: toAnswer(differs),
      compared: { ...compared },
    });
  },

  repair: async (_input, { sync: service, signal }) => {
    const keeper = await service.keeper();
    const { repaired, differs } = await keeper.repair(signal);
    return ok({ repaired, differs: toAnswer(differs) });
  },

  health: async (_input, { sync: service }) => ok((await service.keeper()).health()),

  events: (input, { workspace }) => ok(readEvents(workspace.read, input)),

  event: ({ id }, { workspace }) => ok(readEvent(workspace.read, id)),
};

type Difference = { readonly table: string; readonly ids: readonly string[] };

function toAnswer(differs: readonly Difference[]): { table: string; ids: string[] }[] {
  return differs.map(({ table, ids }) => ({ table, ids: [...ids] }));
}

/** Other rows than the operation's may look different now, and it may go to the server. */
function decided<T>({ sync: service, emit }: CallContext, acted: T) {
  const tables = syncTables.map(({ name }) => name);
  emit('changed', { tables: [...tables, 'lectern_outbox', 'lectern_sync_event'] });
  service.edited(tables);
  return ok(acted);
}

/** A person asked for it, so it is waited for, and its failure is theirs. */
async function cycle({ sync: service, signal }: CallContext, kind: CycleKind) {
  const keeper = await service.keeper();
  await keeper.cycle(kind, signal);
  return ok(keeper.status(true));
}
