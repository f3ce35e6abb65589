import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';
import {
  createEngine,
  createWorkspaceFile,
  restoreWorkspaceFile,
  type Engine,
  type SecretStore,
} from '../engine/engine';
import { userDataFolder } from './default-workspace';

/** This program as another one names it when a workspace is taken. */
export const programName = 'the lectern command';

/** The folder that holds package.json and `migrations/`. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The bundler decides in which folder this code ends up, so the root is looked for, not counted. */
function findRoot(from: string): string {
  if (existsSync(join(from, 'migrations', 'lock.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The folder with migrations/lock.json was not found');
  return findRoot(parent);
}

export const version = process.env.npm_package_version ?? '0.1.0';

const clock = { now: () => Date.now() };
const random = (length: number): Uint8Array => randomBytes(length);

/** Where the things that belong to a workspace go. */
function foldersFor(file: string) {
  const beside = dirname(file);
  return {
    migrations: join(projectRoot, 'migrations'),
    workers: join(projectRoot, 'out', 'main'),
    certificates: join(beside, 'certificates'),
    backups: join(beside, 'backups'),
    data: userDataFolder(),
  };
}

/** Opens the engine on a workspace file for one command. */
export function openEngine(
  file: string,
  mode: 'read' | 'write',
  secrets?: SecretStore,
): Result<Engine, Failure> {
  return createEngine({
    file,
    mode,
    program: programName,
    clock,
    random,
    folders: foldersFor(file),
    logFile: join(userDataFolder(), 'logs', 'lectern.log'),
    version,
    userName: userName(),
    backups: false,
    ...(secrets ? { secrets } : {}),
  });
}

/** Makes a new workspace file, empty or with the sample. */
export function createWorkspace(
  file: string,
  sample: boolean,
): Promise<Result<{ readonly file: string }, Failure>> {
  return createWorkspaceFile({
    file,
    sample,
    program: programName,
    clock,
    random,
    migrations: foldersFor(file).migrations,
    version,
    userName: userName(),
  });
}

/** Puts a backup in the place of a workspace. */
export function restoreWorkspace(file: string, backup: string) {
  return restoreWorkspaceFile({ file, backup, program: programName, pid: process.pid, clock });
}

/** Whether a file is there at all, for the choice of a message. */
export function isThere(file: string): boolean {
  return existsSync(file);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the password file (containers): no name is known.
    return 'unknown';
  }
}
