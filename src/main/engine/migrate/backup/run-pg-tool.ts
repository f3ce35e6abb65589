import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fail } from '../../../../shared/kernel/errors';
import { isSocketFolder, type PostgresSettings } from '../../connections/postgres-settings';
import { redact } from '../../log/redact';

/** How a tool ended. */
export type ToolEnd = { readonly code: number; readonly said: string };

export type ToolCall = {
  readonly program: string;
  readonly args: readonly string[];
  readonly settings: PostgresSettings;
  readonly password: string | undefined;
  readonly signal: AbortSignal;
};

/** The end of what a tool says is what tells why it failed. */
const keptCharacters = 16_000;

/**
 * Runs pg_dump or pg_restore. The password is in the environment of this child alone, never in
 * its arguments, which every user of the machine can read. Fails with `cancelled`, when asked to
 * stop, and with `unavailable`, when the program does not start.
 */
export async function runPgTool(call: ToolCall): Promise<ToolEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-tls-'));
  try {
    return await runChild(call, await environment(call, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Arguments that say where the server is and who connects. */
export function placeArguments({ host, port, user, database }: PostgresSettings): string[] {
  return [
    `--host=${host}`,
    `--port=${port}`,
    `--username=${user}`,
    `--dbname=${conninfoValue(database)}`,
    '--no-password',
  ];
}

/** A name with `=` or `://` in it would be read as a connection string. */
function conninfoValue(database: string): string {
  return `dbname='${database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

async function environment(
  { settings, password }: ToolCall,
  folder: string,
): Promise<NodeJS.ProcessEnv> {
  const { tls, host } = settings;
  const verifies = tls.mode.startsWith('verify') && !isSocketFolder(host);
  return {
    // Windows finds its libraries through these.
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    TEMP: process.env.TEMP,
    LC_ALL: 'C',
    PGAPPNAME: settings.applicationName ?? 'Lectern',
    PGCLIENTENCODING: 'UTF8',
    PGCONNECT_TIMEOUT: '10',
    PGSSLMODE: isSocketFolder(host) ? 'disable' : tls.mode,
    ...(verifies ? { PGSSLROOTCERT: tls.caFile ?? (await trustedFile(folder)) } : {}),
    // Nothing of the user's own (~/.pgpass, services) takes part.
    PGPASSFILE: join(folder, 'none'),
    PGSERVICEFILE: join(folder, 'none'),
    ...(password === undefined ? {} : { PGPASSWORD: password }),
  };
}

/** libpq before 16 knows no system store, so it gets the certificates that this program trusts. */
async function trustedFile(folder: string): Promise<string> {
  const file = join(folder, 'trusted.pem');
  await writeFile(file, rootCertificates.join('\n'));
  return file;
}

function runChild(call: ToolCall, env: NodeJS.ProcessEnv): Promise<ToolEnd> {
  const { program, args, signal, password } = call;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => (said = (said + text).slice(-keptCharacters)));
    const stop = (): void => void child.kill();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const settle = (end: () => ToolEnd): void => {
      signal.removeEventListener('abort', stop);
      try {
        resolve(end());
      } catch (error) {
        // A failure in words, as the caller expects it.
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    child.once('error', (error) =>
      settle(() => fail('unavailable', `${program} does not start (${error.message}).`)),
    );
    child.once('close', (code) =>
      settle(() => {
        if (signal.aborted) return fail('cancelled', 'Cancelled. No backup was kept.');
        return { code: code ?? 1, said: withoutSecret(said, password) };
      }),
    );
  });
}

function withoutSecret(text: string, password: string | undefined): string {
  const hidden = password ? text.replaceAll(password, '•••') : text;
  return redact(hidden).trim();
}
