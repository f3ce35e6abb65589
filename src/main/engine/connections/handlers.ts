import type { SavedTarget, ShownTarget, targets } from '../../../shared/contract/targets';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import type { Handlers } from '../rpc/handlers';
import { settingsLabel, type PostgresSettings } from './postgres-settings';
import { passwordQuestion } from './open-postgres';
import { parsedUrl, resolveDatabase, targetSecret } from './resolve-database';
import type { SecretKeeping, Secrets } from './secrets';
import { readTargets, writeTargets } from './targets-file';
import { testConnection } from './test-connection';

/** The servers that somebody has saved; not part of the journal, because undo concerns the LMS. */
export const targetHandlers: Handlers<typeof targets> = {
  list: async (_input, { folders, secrets }) => {
    const all = readTargets(folders.data);
    return ok({
      targets: await Promise.all(all.map((target) => shown(target, secrets))),
      secrets: toAnswer(await secrets.available()),
    });
  },

  save: async ({ id, password, ...fields }, { folders, secrets, newId, emit }) => {
    const all = readTargets(folders.data);
    const target: SavedTarget = { ...fields, id: id ?? newId() };
    if (id !== undefined) savedTarget(all, id);
    refuseDouble(all, target);
    const rest = all.filter((one) => one.id !== target.id);
    const at = all.findIndex((one) => one.id === target.id);
    writeTargets(folders.data, rest.toSpliced(at < 0 ? rest.length : at, 0, target));
    const keeping = await storePassword(secrets, target.id, password);
    emit('changed', { tables: ['lectern_target'] });
    return ok({ target: await shown(target, secrets), secrets: toAnswer(keeping) });
  },

  remove: async ({ id }, { folders, secrets, emit }) => {
    const all = readTargets(folders.data);
    const rest = all.filter((target) => target.id !== id);
    // The password goes first: a list without the target would leave nobody to remove it.
    await secrets.remove(targetSecret(id));
    if (rest.length === all.length) return ok({ removed: false });
    writeTargets(folders.data, rest);
    emit('changed', { tables: ['lectern_target'] });
    return ok({ removed: true });
  },

  unlock: async ({ id, password }, { folders, secrets, emit }) => {
    const target = savedTarget(readTargets(folders.data), id);
    secrets.remember(targetSecret(id), password);
    emit('changed', { tables: ['lectern_target'] });
    return ok({ target: await shown(target, secrets) });
  },

  test: async ({ id, settings, password, database }, context) => {
    const known = id === undefined ? await named(context, database) : await saved(context, id);
    const tested = settings ?? known?.settings;
    if (!tested) throw new Error('The contract lets none of id, settings and database be missing');
    const result = await testConnection(tested, password ?? known?.password, () =>
      context.secrets.ask(passwordQuestion(tested)),
    );
    return ok({ ...result, checks: [...result.checks] });
  },

  parse: ({ url }) => {
    const { settings, password, notes } = parsedUrl(url);
    return ok({ settings, password: password ?? null, notes: [...notes] });
  },
};

type Tested = { readonly settings: PostgresSettings; readonly password?: string };

async function saved({ folders, secrets }: CallContext, id: string): Promise<Tested> {
  const { settings } = savedTarget(readTargets(folders.data), id);
  return { settings, password: await secrets.get(targetSecret(id)) };
}

async function named(
  context: CallContext,
  database: string | undefined,
): Promise<Tested | undefined> {
  if (database === undefined) return undefined;
  const resolved = await resolveDatabase(context, database);
  if (resolved.kind === 'postgres') return resolved;
  return fail('bad_input', `${database} is a file, and only servers are connected to.`, {
    database,
  });
}

function savedTarget(saved: readonly SavedTarget[], id: string): SavedTarget {
  return (
    saved.find((target) => target.id === id) ??
    fail('not_found', `There is no saved server ${id} any more. Nothing was changed.`, { id })
  );
}

/** A name is what a person types before something destructive, so it must mean one server. */
function refuseDouble(saved: readonly SavedTarget[], { id, name }: SavedTarget): void {
  const other = saved.find(
    (target) => target.id !== id && target.name.toLowerCase() === name.toLowerCase(),
  );
  if (!other) return;
  fail(
    'conflict',
    `There is a saved server named ${other.name} already. Nothing was changed. Choose another name.`,
    { name },
  );
}

async function storePassword(
  secrets: Secrets,
  id: string,
  password: string | null | undefined,
): Promise<SecretKeeping> {
  if (password === undefined) return secrets.available();
  if (password !== null) return secrets.set(targetSecret(id), password);
  await secrets.remove(targetSecret(id));
  return secrets.available();
}

async function shown(target: SavedTarget, secrets: Secrets): Promise<ShownTarget> {
  const hasPassword = (await secrets.get(targetSecret(target.id))) !== undefined;
  return { ...target, label: settingsLabel(target.settings), hasPassword };
}

function toAnswer(keeping: SecretKeeping): {
  readonly kept: boolean;
  readonly reason: string | null;
} {
  return { kept: keeping.kept, reason: keeping.kept ? null : keeping.reason };
}
