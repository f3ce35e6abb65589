import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine as lectern } from '../../support/command-line';
import {
  embeddedBinaries,
  startServer,
  type TestDatabase,
  type TestServer,
} from '../../support/postgres';
import { migrationsFolder } from '../../support/migration-target';
import { freePort } from '../../support/tcp';

const secret = 'open@sesame';
const before = { ...process.env };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lectern-home-'));
  process.env.LECTERN_HOME = home;
  delete process.env.LECTERN_WORKSPACE;
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
  for (const name of ['LECTERN_HOME', 'LECTERN_WORKSPACE', 'TMPDIR']) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
});

const binaries = await embeddedBinaries();

describe.skipIf(!binaries)('the command line on a server', () => {
  let server: TestServer;
  let database: TestDatabase;
  let url: string;
  let port: number;

  beforeAll(async () => {
    if (!binaries) return;
    port = await freePort();
    server = await startServer(binaries, {
      port,
      settings: ['timezone=UTC'],
      prepare: (data) =>
        writeFileSync(
          join(data, 'pg_hba.conf'),
          'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
        ),
    });
    database = await server.createDatabase();
    await database.client.query(`ALTER ROLE postgres PASSWORD '${secret}'`);
    await database.client.query(
      readFileSync(join(migrationsFolder, '000_baseline/postgres.up.sql'), 'utf8'),
    );
    url = `postgres://postgres@127.0.0.1:${port}/${database.name}`;
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  const withPassword = (): string => url.replace('postgres@', `postgres:${secret}@`);

  test('works on a machine that has no workspace, and makes none', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'lectern-tmp-'));
    process.env.TMPDIR = temporary;
    const outcome = await lectern(['migrate', 'preflight', '--database', url], secret);
    expect(outcome).toMatchObject({ exit: 0, json: { ok: true, complaints: [] } });
    expect(existsSync(join(home, 'workspaces'))).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  test('takes the password from the URL or the environment, and says how else', async () => {
    expect((await lectern(['migrate', 'preflight', '--database', withPassword()])).exit).toBe(0);
    expect((await lectern(['migrate', 'status', '--database', url], secret)).exit).toBe(0);
    const missing = await lectern(['migrate', 'preflight', '--database', url]);
    expect(missing.exit).toBe(4);
    expect(missing.text).toContain('LECTERN_PASSWORD');
    expect((await lectern(['migrate', 'preflight', '--database', url], 'wrong')).exit).toBe(4);
  });

  test('ends with 1 when there are complaints, each with what to do', async () => {
    await database.client.query(`ALTER DATABASE ${database.name} SET timezone TO 'Asia/Tokyo'`);
    const outcome = await lectern(['migrate', 'preflight', '--database', url], secret);
    await database.client.query(`ALTER DATABASE ${database.name} RESET timezone`);
    expect(outcome).toMatchObject({
      exit: 1,
      json: { ok: false, complaints: [{ check: 'time_zone', object: 'Asia/Tokyo' }] },
    });
    expect(outcome.text).toContain('ALTER DATABASE');
  });

  test('ends with 4 when nobody answers, and with 5 when the URL cannot be read', async () => {
    const closed = `postgres://postgres@127.0.0.1:${await freePort()}/lms`;
    expect((await lectern(['migrate', 'preflight', '--database', closed])).exit).toBe(4);
    const wrong = await lectern(['migrate', 'preflight', '--database', `${url}?sslcrl=x`]);
    expect(wrong.exit).toBe(5);
    expect(wrong.text).toContain('sslcrl');
  });

  test('reads the workspace beside it that there is, and changes nothing in it', async () => {
    const file = join(home, 'mine.lectern');
    expect((await lectern(['workspace', 'create', file])).exit).toBe(0);
    const bytes = readFileSync(file);
    const words = ['migrate', 'preflight', '--workspace', file, '--database', url];
    expect((await lectern(words, secret)).exit).toBe(0);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test('tests a connection step by step', async () => {
    const well = await lectern(['targets', 'test', '--database', url], secret);
    expect(well).toMatchObject({ exit: 0, json: { ok: true } });
    const wrong = await lectern(['targets', 'test', '--database', url], 'wrong');
    expect(wrong.exit).toBe(1);
    expect(wrong.text).toContain('does not accept the password');
    expect(await lectern(['targets', 'list'])).toMatchObject({ json: { targets: [] } });
  });

  test('writes the password nowhere, whatever goes wrong', async () => {
    const words = withPassword();
    const outcomes = [
      await lectern(['migrate', 'preflight', '--database', words]),
      await lectern(['migrate', 'status', '--database', words]),
      await lectern(['targets', 'test', '--database', words]),
      await lectern(['migrate', 'preflight', '--database', `${words}?nonsense=1`]),
      await lectern(['migrate', 'preflight', '--database', words.replace(`:${port}`, ':1')]),
      await lectern(['migrate', 'preflight', words]),
      await lectern(['xp', 'verify', '--database', words]),
      await lectern(['migrate', 'preflight', '--database', url], secret),
      await lectern(['migrate', 'preflight', '--database', `${url}-gone`], secret),
    ];
    expect(outcomes.map((outcome) => outcome.exit)).toEqual([0, 0, 0, 5, 4, 2, 2, 0, 4]);
    expect(JSON.stringify(outcomes)).not.toContain('sesame');
    for (const name of readdirSync(home, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const text = readFileSync(join(name.parentPath, name.name), 'latin1');
      expect([name.name, text.includes('sesame')]).toEqual([name.name, false]);
    }
  });
});

describe('--database', () => {
  test('names an SQLite file for a migrate command, which stays as it is', async () => {
    const file = join(home, 'other.lectern');
    await lectern(['workspace', 'create', file]);
    const bytes = readFileSync(file);
    const outcome = await lectern(['migrate', 'preflight', '--database', file]);
    expect(outcome).toMatchObject({ exit: 0, json: { ok: true } });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test('names the workspace itself for a command that works on one', async () => {
    const file = join(home, 'other.lectern');
    await lectern(['workspace', 'create', file, '--sample']);
    const outcome = await lectern(['xp', 'verify', '--database', file]);
    expect(outcome).toMatchObject({ exit: 0, json: { ok: true } });
    expect((await lectern(['xp', 'verify', '--database', 'postgres://h/d'])).exit).toBe(2);
  });

  test('is refused when it is neither a server nor a file', async () => {
    const outcome = await lectern(['migrate', 'preflight', '--database', 'nowhere']);
    expect(outcome.exit).toBe(5);
    expect(outcome.text).toContain('neither a saved server nor a file');
    writeFileSync(join(home, 'text.txt'), 'This is a text.');
    const text = await lectern(['migrate', 'preflight', '--database', join(home, 'text.txt')]);
    expect(text.exit).toBe(5);
    expect(text.text).toContain('text.txt');
  });
});
