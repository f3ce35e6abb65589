import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runPgTool } from '../../src/main/engine/migrate/backup/run-pg-tool';
import { expectOk, testEngine } from '../support/engine';
import { legacyOn, postgresServers, settingsFor, urlFor } from '../support/lms-on-postgres';
import { temporaryFolder } from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';

const size = { users: 20, courses: 4, chaptersPerCourse: 3, seed: 3 };
/** Not a word of any message, and with the signs that a sloppy mask would stumble over. */
const secret = `Zx9'qKwRtYp@7&%"v`;

describe.each(Object.entries(postgresServers))('the history on %s', (_name, binaries) => {
  let server: TestServer;
  let legacy: TestDatabase;
  const opened: TestDatabase[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries, {
      prepare: (data) =>
        writeFileSync(
          join(data, 'pg_hba.conf'),
          'local all keeper scram-sha-256\nlocal all all trust\n',
        ),
    });
    legacy = await legacyOn(server, size);
    const quoted = secret.replaceAll("'", "''");
    await legacy.client.query(`
      CREATE ROLE keeper LOGIN SUPERUSER PASSWORD '${quoted}';
      CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader;`);
    await legacy.close();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await server?.stop();
  });

  const postgresTest = test.skipIf(!binaries);
  const copy = async (): Promise<TestDatabase> => {
    const database = await server.createDatabase(legacy.name);
    opened.push(database);
    return database;
  };

  postgresTest('tells everything that was done, newest first, by kind and by number', async () => {
    const test = await testEngine();
    const open = await copy();
    const database = urlFor(open);
    const folder = temporaryFolder();
    const later = (): void => test.clock.advance(1_000);
    expectOk(await test.client.migrate.preflight({ database }));
    later();
    expectOk(await test.client.migrate.plan({ database }));
    later();
    expectOk(await test.client.migrate.backup({ database, out: join(folder, 'lms.backup') }));
    later();
    const terms = { skipChecklist: true, reason: 'a test' };
    expectOk(await test.client.migrate.up({ database, ...terms }));
    later();
    await open.client.query(
      `INSERT INTO "Quiz" ("id","title","updatedAt") VALUES ('q','Quiz', now())`,
    );
    const archive = join(folder, 'rollback.zip');
    expectOk(await test.client.migrate.down({ database, to: '004', archive }));
    later();
    expectOk(await test.client.migrate.up({ database, ...terms }));
    later();
    expectOk(await test.client.migrate.restoreArchive({ database, file: archive }));
    later();
    expectOk(await test.client.migrate.verify({ database }));
    const { events } = expectOk(await test.client.migrate.history({ database }));
    const kinds = [...new Set(events.map((event) => event.kind))];
    for (const kind of 'verify restore apply override revert archive backup plan preflight'.split(
      ' ',
    ))
      expect(kinds).toContain(kind);
    expect(events.map((event) => event.at)).toEqual(
      events
        .map((event) => event.at)
        .toSorted()
        .toReversed(),
    );
    expect(events.every((event) => event.who === 'Tess Tester')).toBe(true);
    const two = expectOk(await test.client.migrate.history({ database, limit: 2 }));
    expect(two.events).toEqual(events.slice(0, 2));
    const backups = expectOk(await test.client.migrate.history({ database, kind: 'backup' }));
    expect(backups.events).toHaveLength(1);
  });

  postgresTest('is written to a page to read and to JSON', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const terms = { skipChecklist: true, reason: '<b>"a" & b</b>' };
    expectOk(await test.client.migrate.up({ database, ...terms }));
    const folder = temporaryFolder();
    const page = expectOk(
      await test.client.migrate.report({ database, file: join(folder, 'report.html') }),
    );
    expect(page.ok).toBe(true);
    const text = readFileSync(page.file, 'utf8');
    expect(Buffer.byteLength(text)).toBe(page.bytes);
    for (const part of ['Every check passes.', '014_calculate_initial_xp', 'ledger_equals_total'])
      expect(text).toContain(part);
    expect(text).toContain('&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;');
    expect(text).not.toMatch(/<script|<link|src=|https?:/);
    const data = expectOk(
      await test.client.migrate.report({ database, file: join(folder, 'report.json') }),
    );
    const json = JSON.parse(readFileSync(data.file, 'utf8'));
    expect(json).toMatchObject({ format: 'lectern-migration-report', engine: 'postgres' });
    expect(json.verify.ok).toBe(true);
    expect(json.events.length).toBeGreaterThan(15);
    const wrong = await test.client.migrate.report({ database, file: join(folder, 'report.pdf') });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.json']);
  });

  postgresTest('no password is in any log, history, export, archive or error', async () => {
    const folder = temporaryFolder();
    const test = await testEngine({ logFile: join(folder, 'lectern.log') });
    const open = await copy();
    const database = urlFor(open, 'keeper', secret);
    const said: unknown[] = [];
    const { migrate, targets } = test.client;
    const say = async (work: Promise<unknown>): Promise<void> => void said.push(await work);
    await say(migrate.up({ database: urlFor(open, 'keeper', `${secret}x`) }));
    await say(migrate.up({ database: `${database}&nonsense=1` }));
    await say(migrate.up({ database: database.replace('keeper', 'nobody') }));
    await say(
      migrate.backup({ database: urlFor(open, 'keeper', 'wrong'), out: join(folder, 'x') }),
    );
    await say(migrate.preflight({ database }));
    await say(migrate.plan({ database }));
    await say(migrate.up({ database }));
    const note = `password=${secret} and ${database}`;
    await say(migrate.tick({ database, item: 'team', note: `see ${database}` }));
    await say(migrate.tick({ database, item: 'application', note }));
    await say(migrate.backup({ database, out: join(folder, 'lms.backup') }));
    await say(migrate.up({ database, skipChecklist: true, reason: `see ${database}` }));
    await open.client.query(
      `INSERT INTO lectern.migration_event (at, who, kind, step, detail) VALUES (now(), 'x', 'retry', '005', $1)`,
      [{ blockers: [{ query: `ALTER ROLE x PASSWORD '${secret.replaceAll("'", "''")}'` }] }],
    );
    await say(migrate.verify({ database }));
    await say(migrate.checklist({ database }));
    await say(migrate.history({ database }));
    for (const name of ['report.html', 'report.json'])
      await say(migrate.report({ database, file: join(folder, name) }));
    await say(migrate.down({ database, to: '010', archive: join(folder, 'archive.zip') }));
    const { host, name } = open;
    const saved = await targets.save({
      name: 'live',
      role: 'production',
      settings: { host, port: 5432, database: name, user: 'keeper', tls: { mode: 'disable' } },
      password: secret,
    });
    await say(Promise.resolve(saved));
    if (saved.ok) await say(migrate.status({ database: saved.value.target.id }));
    const done = said.filter((answer) => (answer as { ok: boolean }).ok).length;
    expect(done).toBeGreaterThan(10);
    const events = await open.client.query(
      `SELECT * FROM lectern.migration_event WHERE kind <> 'retry'`,
    );
    expectNoSecret(JSON.stringify(said), 'answers and errors');
    expectNoSecret(JSON.stringify(events.rows), 'the history in the database');
    for (const file of filesIn(folder)) expectNoSecret(readFileSync(file, 'latin1'), file);
    for (const file of filesIn(join(test.folder, 'data'))) {
      expectNoSecret(readFileSync(file, 'latin1'), file);
    }
  });

  postgresTest('keeps what a role may not write, until one may', async () => {
    const test = await testEngine();
    const open = await copy();
    expectOk(await test.client.migrate.plan({ database: urlFor(open, 'reader') }));
    const seen = expectOk(await test.client.migrate.history({ database: urlFor(open) }));
    expect(seen.events.map((event) => event.kind)).toEqual(['plan']);
  });
});

describe('pg_dump', () => {
  test('gets the password in its environment alone, and nothing else of ours', async () => {
    const folder = temporaryFolder();
    const program = join(folder, 'tool');
    writeFileSync(
      program,
      `#!/bin/sh\necho "$@" > ${folder}/args\nenv > ${folder}/env\necho "no '${'$PGPASSWORD'}'" >&2\nexit 3\n`,
    );
    chmodSync(program, 0o755);
    process.env.PGOPTIONS = '-c search_path=elsewhere';
    const settings = { ...settingsFor({ host: '/tmp', name: 'lms' } as TestDatabase), user: 'me' }; // all that is read
    const end = await runPgTool({
      program,
      args: ['--dbname=lms'],
      settings,
      password: secret,
      signal: new AbortController().signal,
    });
    delete process.env.PGOPTIONS;
    expect(end.code).toBe(3);
    expectNoSecret(end.said, 'what it said');
    expectNoSecret(readFileSync(join(folder, 'args'), 'utf8'), 'its arguments');
    const env = readFileSync(join(folder, 'env'), 'utf8');
    expect(env).toContain(`PGPASSWORD=${secret}`);
    expect(env).not.toContain('PGOPTIONS');
  });
});

/** In plain, in a URL, in JSON and doubled as in SQL. */
function expectNoSecret(text: string, where: string): void {
  const core = secret.slice(4, 11);
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), core];
  for (const form of forms) {
    const at = text.indexOf(form);
    expect(at < 0 ? '' : `${where}: …${text.slice(Math.max(0, at - 60), at + 40)}…`).toBe('');
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}
