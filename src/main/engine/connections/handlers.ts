import type { SavedTarget, ShownTarget, targets } from '../../../shared/contract/targets';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { CallContext } from '../context';
import type { Handlers } from '../rpc/handlers';
import { settingsLabel, type PostgresSettings } from './postgres-settings';
import { parsedUrl, targetSecret } from './resolve-database';
import type { SecretKeeping, Secrets } from './secrets';
import { readTargets, writeTargets } from './targets-file';
import { testConnection } from './test-connection';

/** The servers that somebody has saved; not part of the journal, because undo concerns the LMS. */
export const targetHandlers: Handlers<typeof targets> = {
  list: async (_input, { folders, secrets }) => {
    const saved = readTargets(folders.data);
    return ok({
      targets: await Promise.all(saved.map((target) => shown(target, secrets))),
      secrets: toAnswer(await secrets.available()),
    });
  },

  save: async ({ id, password, ...fields }, { folders, secrets, newId, emit }) => {
    const saved = readTargets(folders.data);
    const target: SavedTarget = { ...fields, id: id ?? newId() };
    if (id !== undefined) savedTarget(saved, id);
    refuseDouble(saved, target);
    const rest = saved.filter((one) => one.id !== target.id);
    const at = saved.findIndex((one) => one.id === target.id);
    writeTargets(folders.data, rest.toSpliced(at < 0 ? rest.length : at, 0, target));
    const keeping = await storePassword(secrets, target.id, password);
    emit('changed', { tables: ['lectern_target'] });
    return ok({ target: await shown(target, secrets), secrets: toAnswer(keeping) });
  },

  remove: async ({ id }, { folders, secrets, emit }) => {
    const saved = readTargets(folders.data);
    const rest = saved.filter((target) => target.id !== id);
    // The password goes first: a list without the target would leave nobody to remove it.
    await secrets.remove(targetSecret(id));
    if (rest.length === saved.length) return ok({ removed: false });
    writeTargets(folders.data, rest);
    emit('changed', { tables: ['lectern_target'] });
    return ok({ removed: true });
  },

  test: async ({ id, settings, password }, context) => {
    const known = id === undefined ? undefined : await knownTarget(context, id);
    const tested = settings ?? known?.settings;
    if (!tested) throw new Error('The contract lets neither id nor settings be missing');
    const result = await testConnection(tested, password ?? known?.password);
    return ok({ ...result, checks: [...result.checks] });
  },

  parse: ({ url }) => {
    const { settings, password, notes } = parsedUrl(url);
    return ok({ settings, password: password ?? null, notes: [...notes] });
  },
};

async function knownTarget(
  { folders, secrets }: CallContext,
  id: string,
): Promise<{ readonly settings: PostgresSettings; readonly password: string | undefined }> {
  const { settings } = savedTarget(readTargets(folders.data), id);
  return { settings, password: await secrets.get(targetSecret(id)) };
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
