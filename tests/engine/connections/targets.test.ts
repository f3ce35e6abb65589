import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPostgres } from '../../../src/main/engine/connections/open-postgres';
import { resolveDatabase } from '../../../src/main/engine/connections/resolve-database';
import {
  createSecrets,
  type SecretKeeping,
  type SecretStore,
} from '../../../src/main/engine/connections/secrets';
import type { EngineContext } from '../../../src/main/engine/context';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../../support/engine';
import { embeddedBinaries, startServer } from '../../support/postgres';
import { freePort } from '../../support/tcp';

const settings = {
  host: 'db.example.org',
  port: 5432,
  database: 'lms',
  user: 'ann',
  tls: { mode: 'verify-full' },
} as const;

/** A keychain in memory, the one place where the real one is not used. */
function fakeKeychain(keeping: SecretKeeping = { kept: true }): SecretStore & {
  readonly entries: Map<string, string>;
} {
  const entries = new Map<string, string>();
  return {
    entries,
    available: async () => keeping,
    get: async (key) => entries.get(key),
    set: async (key, value) => {
      if (keeping.kept) entries.set(key, value);
      return keeping;
    },
    remove: async (key) => void entries.delete(key),
  };
}

const fileOf = (engine: TestEngine): string => join(engine.folder, 'data', 'targets.json');

describe('saved servers', () => {
  test('are listed as they were saved, over a restart, without their passwords', async () => {
    const secrets = fakeKeychain();
    const engine = await testEngine({ secrets });
    const saved = expectOk(
      await engine.client.targets.save({
        name: ' School ',
        role: 'production',
        settings,
        password: 'open sesame',
      }),
    );
    expect(saved.target).toMatchObject({
      name: 'School',
      role: 'production',
      settings,
      label: 'lms at db.example.org:5432 as ann',
      hasPassword: true,
    });
    expect(saved.secrets).toEqual({ kept: true, reason: null });
    expect([...secrets.entries.values()]).toEqual(['open sesame']);
    const again = await engine.restart();
    const { targets } = expectOk(await again.client.targets.list({}));
    expect(targets).toEqual([saved.target]);
    expect(readFileSync(fileOf(engine), 'utf8')).not.toContain('sesame');
    expect(JSON.stringify(targets)).not.toContain('sesame');
    if (process.platform !== 'win32') expect(statSync(fileOf(engine)).mode & 0o077).toBe(0);
  });

  test('are changed in place; the password stays, goes, or is replaced as told', async () => {
    const secrets = fakeKeychain();
    const engine = await testEngine({ secrets });
    const save = async (change: { password?: string | null; id?: string; name?: string }) =>
      expectOk(
        await engine.client.targets.save({ name: 'A', role: 'staging', settings, ...change }),
      ).target;
    const { id } = await save({ password: 'one' });
    await save({ name: 'B' });
    expect(await save({ id })).toMatchObject({ id, hasPassword: true });
    expect([...secrets.entries.values()]).toEqual(['one']);
    await save({ id, password: 'two' });
    expect([...secrets.entries.values()]).toEqual(['two']);
    expect(await save({ id, name: 'A2', password: null })).toMatchObject({ hasPassword: false });
    expect(secrets.entries.size).toBe(0);
    const { targets } = expectOk(await engine.client.targets.list({}));
    expect(targets.map((target) => target.name)).toEqual(['A2', 'B']);
  });

  test('go with their password', async () => {
    const secrets = fakeKeychain();
    const engine = await testEngine({ secrets });
    const { target } = expectOk(
      await engine.client.targets.save({ name: 'A', role: 'local', settings, password: 'x' }),
    );
    expect(expectOk(await engine.client.targets.remove({ id: target.id }))).toEqual({
      removed: true,
    });
    expect(expectOk(await engine.client.targets.remove({ id: target.id }))).toEqual({
      removed: false,
    });
    expect(secrets.entries.size).toBe(0);
    expect(expectOk(await engine.client.targets.list({})).targets).toEqual([]);
  });

  test('have names that mean one of them, because a name is typed before something destructive', async () => {
    const engine = await testEngine();
    const first = { name: 'School', role: 'local', settings } as const;
    expectOk(await engine.client.targets.save(first));
    expectFailure(await engine.client.targets.save({ ...first, name: 'school' }), 'conflict');
    expectFailure(await engine.client.targets.save({ ...first, id: 'gone' }), 'not_found');
    expectFailure(await engine.client.targets.save({ ...first, name: '  ' }), 'bad_input');
    expect(expectOk(await engine.client.targets.list({})).targets).toHaveLength(1);
  });

  test('remember a password until the end where nothing can be kept, and say so', async () => {
    const reason = 'No keyring is running.';
    const engine = await testEngine({ secrets: fakeKeychain({ kept: false, reason }) });
    const saved = expectOk(
      await engine.client.targets.save({ name: 'A', role: 'local', settings, password: 'x' }),
    );
    expect(saved).toMatchObject({
      target: { hasPassword: true },
      secrets: { kept: false, reason },
    });
    const again = await engine.restart();
    const { targets, secrets } = expectOk(await again.client.targets.list({}));
    expect([targets[0]?.hasPassword, secrets.kept]).toEqual([false, false]);
  });

  test('are not begun anew over a list that cannot be read', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.targets.save({ name: 'A', role: 'local', settings }));
    writeFileSync(fileOf(engine), '{"version":1,"targets":[{"name":"half');
    expectFailure(await engine.client.targets.list({}), 'corrupt');
    const failure = expectFailure(
      await engine.client.targets.save({ name: 'B', role: 'local', settings }),
      'corrupt',
    );
    expect(failure.message).toContain(fileOf(engine));
    expect(readFileSync(fileOf(engine), 'utf8')).toContain('half');
  });

  test('can be saved with a workspace that is only read', async () => {
    const writer = await testEngine();
    const reader = await testEngine({ file: writer.file, mode: 'read' });
    expectOk(await reader.client.targets.save({ name: 'A', role: 'local', settings }));
  });

  test('come from a URL, whose password stands apart', async () => {
    const engine = await testEngine();
    const url = 'postgres://ann:open%20sesame@db.example.org/lms?connection_limit=3';
    expect(expectOk(await engine.client.targets.parse({ url }))).toEqual({
      settings,
      password: 'open sesame',
      notes: [expect.stringContaining('connection_limit')],
    });
    const failure = expectFailure(
      await engine.client.targets.parse({ url: `${url}&sslcrl=x` }),
      'bad_input',
    );
    expect(failure.message).toContain('sslcrl');
    expect(JSON.stringify(failure)).not.toContain('sesame');
  });
});

describe('the database of a call', () => {
  const needs = (engine: TestEngine, store?: SecretStore) =>
    // Only these two parts of the context are looked at.
    ({
      folders: { data: join(engine.folder, 'data') },
      secrets: createSecrets(store),
    }) as unknown as EngineContext;

  test('is a saved server by id or name, with its password; a URL; a file; or the workspace', async () => {
    const store = fakeKeychain();
    const engine = await testEngine({ secrets: store });
    const { target } = expectOk(
      await engine.client.targets.save({
        name: 'School',
        role: 'production',
        settings,
        password: 'kept',
      }),
    );
    const context = needs(engine, store);
    const resolved = {
      kind: 'postgres',
      settings,
      password: 'kept',
      label: 'School (lms at db.example.org:5432 as ann)',
      targetId: target.id,
      role: 'production',
    };
    expect(await resolveDatabase(context, target.id)).toEqual(resolved);
    expect(await resolveDatabase(context, 'school')).toEqual(resolved);
    expect(await resolveDatabase(context, 'postgres://ann:typed@localhost/lms')).toMatchObject({
      password: 'typed',
      label: 'lms at localhost:5432 as ann',
      role: 'local',
    });
    expect(await resolveDatabase(context, 'postgres://db.example.org/lms')).toMatchObject({
      role: 'production',
    });
    expect(await resolveDatabase(context, engine.file)).toEqual({
      kind: 'sqlite',
      file: engine.file,
    });
    expect(await resolveDatabase(context, undefined)).toEqual({ kind: 'workspace' });
    await expect(resolveDatabase(context, 'nowhere')).rejects.toMatchObject({
      failure: { code: 'not_found' },
    });
  });

  test('asks for a password only where the server wants one, thrice at most, and remembers it', async () => {
    const binaries = await embeddedBinaries();
    if (!binaries) return;
    const port = await freePort();
    const server = await startServer(binaries, {
      port,
      prepare: (data) =>
        writeFileSync(
          join(data, 'pg_hba.conf'),
          'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
        ),
    });
    const database = await server.createDatabase();
    await database.client.query("ALTER ROLE postgres PASSWORD 'right'");
    const asked: string[] = [];
    const answers = ['wrong', 'right'];
    const secrets = createSecrets({
      ...fakeKeychain(),
      ask: async (question) => {
        asked.push(question);
        return answers.shift();
      },
    });
    const open = async (host: string): Promise<void> => {
      const url = `postgres://postgres@${encodeURIComponent(host)}:${port}/${database.name}`;
      const engine = await testEngine();
      const context = { ...needs(engine), secrets };
      const resolved = await resolveDatabase(context, url);
      if (resolved.kind !== 'postgres') throw new Error('no server');
      await (await openPostgres({ secrets }, resolved)).close();
    };
    await open(server.host);
    expect(asked).toEqual([]);
    await open('127.0.0.1');
    await open('127.0.0.1');
    expect(asked).toEqual(
      Array(2).fill(`Password for ${database.name} at 127.0.0.1:${port} as postgres`),
    );
    const other = createSecrets({ ...fakeKeychain(), ask: async () => 'wrong' });
    const engine = await testEngine();
    const resolved = await resolveDatabase(
      { ...needs(engine), secrets: other },
      `postgres://postgres@127.0.0.1:${port}/${database.name}`,
    );
    if (resolved.kind !== 'postgres') throw new Error('no server');
    await expect(openPostgres({ secrets: other }, resolved)).rejects.toMatchObject({
      failure: { details: { problem: 'password_wrong' } },
    });
    await database.close();
    await server.stop();
  });
});
