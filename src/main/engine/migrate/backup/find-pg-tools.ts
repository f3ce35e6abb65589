import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** `pg_dump` and the `pg_restore` beside it. */
export type PgTools = {
  readonly dump: string;
  readonly restore: string;
  /** As it says itself, such as `15.18`. */
  readonly version: string;
  readonly major: number;
};

/** Where to look, and how; everything from outside, so that a test can set it. */
export type ToolSearch = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Folders that the usual installers use, newest version first; `*` is a version. */
function usualPlaces({ platform, env }: ToolSearch): readonly string[] {
  if (platform === 'win32') {
    const programs = [env.ProgramFiles, env['ProgramFiles(x86)']].flatMap((one) => one ?? []);
    return programs.map((folder) => join(folder, 'PostgreSQL', '*', 'bin'));
  }
  return [
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/usr/local/pgsql/bin',
    '/Applications/Postgres.app/Contents/Versions/*/bin',
    '/opt/homebrew/opt/postgresql@*/bin',
    '/opt/homebrew/opt/libpq/bin',
    '/usr/local/opt/postgresql@*/bin',
    '/usr/local/opt/libpq/bin',
    '/Library/PostgreSQL/*/bin',
  ];
}

/** Finds all installed tools; a program that does not run is passed over. */
export async function findPgTools(search: ToolSearch): Promise<readonly PgTools[]> {
  const suffix = search.platform === 'win32' ? '.exe' : '';
  const path = (search.env.PATH ?? search.env.Path ?? '').split(delimiter);
  const folders = [...usualPlaces(search).flatMap(matching), ...path.filter((one) => one !== '')];
  const seen = new Set<string>();
  const found: PgTools[] = [];
  for (const folder of folders) {
    const dump = join(folder, `pg_dump${suffix}`);
    const restore = join(folder, `pg_restore${suffix}`);
    if (!existsSync(dump) || !existsSync(restore) || seen.has(realpathSync(dump))) continue;
    seen.add(realpathSync(dump));
    const version = await versionOf(dump);
    if (version) found.push({ dump, restore, version, major: Number.parseInt(version, 10) });
  }
  return found;
}

/**
 * The best tool for a server: `pg_dump` refuses a server newer than itself, and the closer the
 * versions, the fewer settings the older side does not know.
 */
export function toolsFor(
  tools: readonly PgTools[],
  serverVersionNumber: number,
): PgTools | undefined {
  const major = Math.floor(serverVersionNumber / 10_000);
  return tools.filter((one) => one.major >= major).toSorted((a, b) => a.major - b.major)[0];
}

function matching(pattern: string): readonly string[] {
  const star = pattern.indexOf('*');
  if (star < 0) return [pattern];
  const start = pattern.slice(0, star).lastIndexOf(pattern.includes('\\') ? '\\' : '/');
  const parent = pattern.slice(0, start);
  const end = pattern.indexOf(pattern.includes('\\') ? '\\' : '/', star);
  const prefix = pattern.slice(start + 1, star);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(parent, name, pattern.slice(end + 1)));
}

const run = promisify(execFile);

async function versionOf(program: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 });
    return /\(PostgreSQL\) (\d+(?:\.\d+)?)/.exec(stdout)?.[1];
  } catch {
    // A wrapper without a server behind it, or a file that is no program: not a tool.
    return undefined;
  }
}
