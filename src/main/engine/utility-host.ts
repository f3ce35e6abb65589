import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, type Failure } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';
import { createShellSecrets } from './connections/shell-secrets';
import type { SecretStore } from './connections/secrets';
import { createEngine, createWorkspaceFile, restoreWorkspaceFile, type Engine } from './engine';
import type { HostReply, HostRequest } from '../../shared/contract/host';
import { servePort, type ServerPort } from './rpc/port-server';
import { listBackups } from './storage/backup';

type OpenRequest = Extract<HostRequest, { kind: 'open' }>;

const program = 'the Lectern window';
const clock = { now: () => Date.now() };
const random = (length: number): Uint8Array => randomBytes(length);

/**
 * The engine as the shell sees it: opens one workspace, serves the windows that are introduced to
 * it, and closes when asked. Ports that arrive before the workspace is open wait for it.
 */
export function createUtilityHost(reply: (message: HostReply) => void) {
  let engine: Engine | undefined;
  const waiting: ServerPort[] = [];
  const secrets = createShellSecrets(reply);

  const open = async (request: OpenRequest): Promise<void> => {
    const opened = await openRequested(request, secrets.store);
    if (!opened.ok) {
      reply({ kind: 'failed', failure: withBackups(opened.error, request.file) });
      return;
    }
    engine = opened.value;
    for (const port of waiting.splice(0)) servePort(engine, port);
    reply({ kind: 'opened', file: engine.file });
  };

  return async (request: HostRequest, ports: readonly ServerPort[]): Promise<void> => {
    if (request.kind === 'open') await open(request);
    else if (request.kind === 'serve') {
      for (const port of ports) {
        if (engine) servePort(engine, port);
        else waiting.push(port);
      }
    } else if (request.kind === 'secret-answer') secrets.answered(request.id, request.answer);
    else {
      await engine?.close();
      reply({ kind: 'closed' });
    }
  };
}

async function openRequested(
  request: OpenRequest,
  secrets: SecretStore,
): Promise<Result<Engine, Failure>> {
  const { file, version, userName, folders } = request;
  const migrations = join(folders.root, 'migrations');
  const prepared = await prepareFile(request, migrations);
  if (prepared && !prepared.ok) return prepared;
  return createEngine({
    file,
    mode: 'write',
    program,
    clock,
    random,
    folders: {
      migrations,
      workers: join(folders.root, 'out', 'main'),
      certificates: join(dirname(file), 'certificates'),
      backups: join(dirname(file), 'backups'),
      data: folders.data,
    },
    logFile: join(folders.data, 'logs', 'lectern.log'),
    version,
    userName,
    backups: true,
    autoSync: true,
    secrets,
  });
}

/** Restores or makes the file first, where the shell asked for that. */
async function prepareFile(
  request: OpenRequest,
  migrations: string,
): Promise<Result<unknown, Failure> | undefined> {
  const { file, create, restoreFrom, version, userName } = request;
  if (restoreFrom !== undefined) {
    return restoreWorkspaceFile({ file, backup: restoreFrom, program, pid: process.pid, clock });
  }
  if (create === undefined || existsSync(file)) return undefined;
  const sample = create === 'sample';
  return createWorkspaceFile({
    file,
    sample,
    program,
    clock,
    random,
    migrations,
    version,
    userName,
  });
}

/** The window offers the newest backup of a file that cannot be opened. */
function withBackups(problem: Failure, file: string): Failure {
  const backups = listBackups(join(dirname(file), 'backups'), file).slice(0, 10);
  return failure(problem.code, problem.message, {
    ...problem.details,
    file,
    backups: backups.map((backup) => ({ ...backup })),
  });
}
