import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import type { SavedTarget } from '../../../shared/contract/targets';
import { fail, FailureError } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import { isPostgresUrl, parsePostgresUrl, type ParsedUrl } from './parse-postgres-url';
import { isLocalHost, settingsLabel, type PostgresSettings } from './postgres-settings';
import { readTargets } from './targets-file';

export type TargetRole = SavedTarget['role'];

/** A server that a call means. */
export type ResolvedPostgres = {
  readonly kind: 'postgres';
  readonly settings: PostgresSettings;
  /** Undefined when none is known; `openPostgres` asks for it when the server wants one. */
  readonly password?: string;
  /** Names it on screen and in the history; holds no password. */
  readonly label: string;
  readonly targetId?: string;
  readonly role: TargetRole;
};

/** The database that a call means. */
export type ResolvedDatabase =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | ResolvedPostgres;

type Needs = Pick<EngineContext, 'folders' | 'secrets'>;

/**
 * Reads the `database` of a call: a Postgres URL, the id or name of a saved target, or an SQLite
 * file; the workspace when it is left out. The password is the one in the URL, else the one that
 * the secrets know (the keychain; LECTERN_PASSWORD on the command line). Throws `bad_input` or
 * `not_found` as a failure; it does not connect.
 */
export async function resolveDatabase(
  { folders, secrets }: Needs,
  database: string | undefined,
): Promise<ResolvedDatabase> {
  if (database === undefined || database === '') return { kind: 'workspace' };
  if (isPostgresUrl(database)) return resolveUrl(database, secrets);
  const target = findTarget(readTargets(folders.data), database);
  if (target?.id === database) return resolveTarget(target, secrets);
  if (existsSync(database)) return { kind: 'sqlite', file: resolve(database) };
  if (target) return resolveTarget(target, secrets);
  return fail(
    'not_found',
    `${database} is neither a saved server nor a file that is there. Nothing was changed. A server is also given as postgres://user@host:5432/database.`,
    { database, absolute: isAbsolute(database) },
  );
}

/** A saved server as a call means it. */
export async function resolveTarget(
  target: SavedTarget,
  secrets: EngineContext['secrets'],
): Promise<ResolvedPostgres> {
  const { id, name, role, settings } = target;
  const password = await secrets.get(targetSecret(id));
  const label = `${name} (${settingsLabel(settings)})`;
  return { kind: 'postgres', settings, password, label, targetId: id, role };
}

async function resolveUrl(
  url: string,
  secrets: EngineContext['secrets'],
): Promise<ResolvedPostgres> {
  const { settings, password } = parsedUrl(url);
  return {
    kind: 'postgres',
    settings,
    password: password ?? (await secrets.get(settingsSecret(settings))),
    label: settingsLabel(settings),
    // Nobody has said what it is: what is elsewhere is treated as if learners worked on it.
    role: isLocalHost(settings.host) ? 'local' : 'production',
  };
}

/** The parts of a URL, or a `bad_input` failure thrown. */
export function parsedUrl(url: string): ParsedUrl {
  const parsed = parsePostgresUrl(url, systemUser());
  if (!parsed.ok) throw new FailureError(parsed.error);
  return parsed.value;
}

/** The key under which the password of a saved server is kept. */
export function targetSecret(id: string): string {
  return `target:${id}`;
}

/** The key for a server that was only named; its password is remembered, never kept. */
export function settingsSecret(settings: PostgresSettings): string {
  return `server:${settingsLabel(settings)}`;
}

function findTarget(targets: readonly SavedTarget[], text: string): SavedTarget | undefined {
  const name = text.toLowerCase();
  return (
    targets.find((target) => target.id === text) ??
    targets.find((target) => target.name.toLowerCase() === name)
  );
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the password file: Postgres would not know it either.
    return 'postgres';
  }
}
