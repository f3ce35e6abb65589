import {
  offlineFileSettings,
  type OfflineFileSettings,
} from '../../../shared/contract/attachments';
import { isLocalHost } from '../connections/postgres-settings';
import type { ReadableDb, WritableDb } from '../storage/database';
import { storeChoice, storedChoices, storedServer } from './repository';

const defaults: OfflineFileSettings = {
  enabled: true,
  totalBytes: 2_000_000_000,
  fileBytes: 200_000_000,
  allowPrivate: false,
};

/** What a person has set, else the default; a value this program does not understand is not set. */
export function readChoices(db: ReadableDb): OfflineFileSettings {
  const stored = storedChoices(db);
  const known = Object.entries(offlineFileSettings.shape).flatMap(([name, schema]) => {
    const text = stored.get(name);
    const parsed = schema.safeParse(text === undefined ? undefined : JSON.parse(text));
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaults, ...Object.fromEntries(known) };
}

/** Stores the settings that are given. */
export function storeChoices(
  db: WritableDb,
  patch: Partial<OfflineFileSettings>,
  at: string,
): void {
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) storeChoice(db, name, JSON.stringify(value), at);
  }
}

/** Of the workspace's server, what the fetching of files goes by. */
export type FileServer = {
  readonly host: string;
  /** Nothing that is sent there leaves this computer. */
  readonly isLocal: boolean;
  /** A file with the authorities that a person chose to trust for this server. */
  readonly caFile: string | undefined;
};

/** The workspace's server; undefined when it has none, and then nothing is ever fetched. */
export function readServer(db: ReadableDb): FileServer | undefined {
  const text = storedServer(db);
  if (text === undefined) return undefined;
  const stored: unknown = JSON.parse(text);
  const host = part(stored, 'host');
  if (typeof host !== 'string') return undefined;
  const caFile = part(part(stored, 'tls'), 'caFile');
  return {
    host,
    isLocal: isLocalHost(host),
    caFile: typeof caFile === 'string' ? caFile : undefined,
  };
}

function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
