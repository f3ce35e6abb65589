import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPgTools, toolsFor } from '../../src/main/engine/migrate/backup/find-pg-tools';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import {
  applyPlainly,
  legacyOn,
  postgresServers,
  settingsFor,
  urlFor,
} from '../support/lms-on-postgres';
import { temporaryFolder } from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';
import { definitionsOf, rowsOf, scratchDatabases } from '../support/server-contents';
import { unpacked } from '../support/unpacked';

const size = { users: 50, courses: 6, chaptersPerCourse: 4, seed: 9 };
const tools = await findPgTools({ platform: process.platform, env: process.env });

describe.each(Object.entries(postgresServers))('a backup of %s', (_name, binaries) => {
  let server: TestServer;
  let template: TestDatabase;
  const opened: TestDatabase[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    template = await legacyOn(server, size);
    await template.client.query(`
      CREATE TYPE mood AS ENUM ('fine', 'it''s ok');
      CREATE TABLE "Other team" (id serial PRIMARY KEY, feeling mood, note text COLLATE "C",
        twice int GENERATED ALWAYS AS (length(note) * 2) STORED);
      INSERT INTO "Other team" (feeling, note) VALUES ('it''s ok', E'a\\tb'), (NULL, NULL);
      ALTER TABLE "Course" ADD "mood" mood DEFAULT 'fine', ADD "number" serial,
        ADD "label" text GENERATED ALWAYS AS ("title" || '!') STORED;
      CREATE ROLE plain LOGIN; GRANT pg_read_all_data TO plain;
      CREATE ROLE mute LOGIN; GRANT pg_read_all_data TO mute;`);
    await template.close();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await server?.stop();
  });

  const postgresTest = test.skipIf(!binaries);
  const copy = async (): Promise<TestDatabase> => {
    const database = await server.createDatabase(template.name);
    opened.push(database);
    return database;
  };
  /** What the tools of this machine can do for this server. */
  const usable = (): boolean =>
    toolsFor(tools, Number.parseInt(server.version, 10) * 10_000) !== undefined;

  postgresTest('counts only because it was restored and compared', async () => {
    const test = await testEngine();
    const database = await copy();
    const out = join(temporaryFolder(), 'lms.backup');
    const made = expectOk(await test.client.migrate.backup({ database: urlFor(database), out }));
    expect(made).toMatchObject({ file: out, restored: true, bytes: readFileSync(out).length });
    expect(made.method).toBe(usable() ? 'pg_dump' : 'archive');
    expect(made.proof).toContain('Restored into a scratch database'.slice(1));
    for (const table of ['Course', 'Chapter', 'UserProgress', 'Purchase']) {
      const answer = await database.client.query(`SELECT count(*)::int AS n FROM "${table}"`);
      expect({ [table]: made.counts[table] }).toEqual({ [table]: answer.rows[0].n });
    }
    expect(readdirSync(join(out, '..'))).toEqual(['lms.backup']);
    expect(await scratchDatabases(database)).toEqual([]);
    const { events } = expectOk(await test.client.migrate.history({ database: urlFor(database) }));
    expect(events).toMatchObject([
      { kind: 'backup', who: 'Tess Tester', detail: { file: out, sha256: made.sha256 } },
    ]);
  });

  postgresTest('says what is missing when there is no pg_dump that fits', async () => {
    const test = await testEngine();
    const database = await copy();
    const out = join(temporaryFolder(), 'lms.backup');
    const path = process.env.PATH;
    if (usable()) return; // told by the other server
    const made = expectOk(await test.client.migrate.backup({ database: urlFor(database), out }));
    expect(made.proof).toMatch(/pg_dump .*(older than the server|not found)/);
    expect(made.proof).toMatch(/install the PostgreSQL \d+ client programs/);
    expect(process.env.PATH).toBe(path);
  });

  postgresTest('of a role without rights is our own archive, with the remedy', async () => {
    const test = await testEngine();
    const database = await copy();
    const folder = temporaryFolder();
    const plain = join(folder, 'plain.zip');
    const made = expectOk(
      await test.client.migrate.backup({ database: urlFor(database, 'plain'), out: plain }),
    );
    expect(made).toMatchObject({ method: 'archive', restored: true });
    expect(made.proof).toContain('ALTER ROLE … CREATEDB');
    expect(made.proof).toContain('temporary tables');
    expect(made.counts).toMatchObject({ Course: 6, Chapter: 24 });
    expect(made.counts).not.toHaveProperty('Other team');
    await database.client.query(`REVOKE TEMPORARY ON DATABASE ${database.name} FROM PUBLIC`);
    const mute = join(folder, 'mute.zip');
    const read = expectOk(
      await test.client.migrate.backup({ database: urlFor(database, 'mute'), out: mute }),
    );
    expect(read.proof).toContain('Read again from the disk');
    expect(read.counts).toEqual(made.counts);
    // The role may not write the history: it waits here, and is told all the same.
    const { events } = expectOk(
      await test.client.migrate.history({ database: urlFor(database, 'mute') }),
    );
    expect(events.map((event) => event.kind)).toEqual(['backup', 'backup']);
    const schemas = await database.client.query(
      `SELECT 1 FROM pg_namespace WHERE nspname = 'lectern'`,
    );
    expect(schemas.rowCount).toBe(0);
    // Somebody who may brings it up.
    expectOk(
      await test.client.migrate.tick({ database: urlFor(database), item: 'team', note: 'told' }),
    );
    const stored = await database.client.query('SELECT kind FROM lectern.migration_event');
    expect(stored.rows.map((row) => row.kind).sort()).toEqual(['backup', 'backup', 'tick']);
  });

  postgresTest('of our own comes back with psql alone', async (context) => {
    const psql = tools.find((one) => existsSync(one.dump.replace('pg_dump', 'psql')));
    if (!psql) return context.skip('psql is not on this machine');
    const test = await testEngine();
    const database = await copy();
    await applyPlainly(database.client);
    const out = join(temporaryFolder(), 'lms.zip');
    const made = expectOk(
      await test.client.migrate.backup({ database: urlFor(database, 'plain'), out }),
    );
    expect(made.method).toBe('archive');
    const folder = await unpacked(out);
    const empty = await server.createDatabase();
    opened.push(empty);
    const place = ['-h', empty.host, '-U', 'postgres', '-d', empty.name];
    execFileSync(
      psql.dump.replace('pg_dump', 'psql'),
      [...place, '--single-transaction', '-v', 'ON_ERROR_STOP=1', '-q', '-f', 'restore.sql'],
      { cwd: folder, stdio: 'pipe' },
    );
    expect(await rowsOf(empty.client)).toEqual(
      await rowsOf(database.client, Object.keys(made.counts)),
    );
    expect(await definitionsOf(empty.client)).toEqual(
      (await definitionsOf(database.client)).filter((line) => !line.includes('Other team')),
    );
    const next = await empty.client.query(
      `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('new','t','t',now()) RETURNING "number"`,
    );
    expect(next.rows).toEqual([{ number: 7 }]);
  });

  postgresTest('is never made while a step runs, and names who is at work', async () => {
    const test = await testEngine();
    const database = await copy();
    const other = new Client({ host: database.host, user: 'postgres', database: database.name });
    await other.connect();
    await other.query(`BEGIN; SELECT pg_advisory_xact_lock(x'4c454354'::int, 1)`);
    const out = join(temporaryFolder(), 'lms.backup');
    const time = setInterval(() => test.clock.advance(500), 50);
    const busy = expectFailure(
      await test.client.migrate.backup({ database: urlFor(database), out }),
      'busy',
    );
    clearInterval(time);
    expect(busy.message).toMatch(/process \d+/);
    expect(existsSync(out)).toBe(false);
    await other.query('ROLLBACK');
    expectOk(await test.client.migrate.backup({ database: urlFor(database), out }));
    await other.end();
  });

  postgresTest('can be cancelled at any moment, and leaves nothing', async () => {
    const test = await testEngine();
    const database = await copy();
    await database.client.query(
      `CREATE TABLE big AS SELECT n, repeat(md5(n::text), 8) AS text FROM generate_series(1, 200000) n;
       INSERT INTO "Course" ("id","createdById","title","description","updatedAt")
       SELECT 'big-' || n, 't', 't', repeat(md5(n::text), 8), now() FROM generate_series(1, 200000) n`,
    );
    const folder = temporaryFolder();
    let cancelled = 0;
    for (const [user, after] of [
      ['postgres', 200],
      ['plain', 150],
      ['postgres', 700],
      ['plain', 600],
    ] as const) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), after);
      const wanted = { database: urlFor(database, user), out: join(folder, 'lms.backup') };
      const { signal } = controller;
      const answer = await test.client.migrate.backup(wanted, { signal });
      clearTimeout(timer);
      // A faster machine is done before the later wishes to stop.
      if (answer.ok) rmSync(answer.value.file);
      else expectFailure(answer, 'cancelled');
      cancelled += answer.ok ? 0 : 1;
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(cancelled).toBeGreaterThan(1);
    expect(await scratchDatabases(database)).toEqual([]);
    // The right to change steps is free again.
    expectOk(
      await test.client.migrate.backup({ database: urlFor(database), out: join(folder, 'x') }),
    );
  });

  postgresTest('never replaces a file, and says where it cannot be written', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const folder = temporaryFolder();
    const out = join(folder, 'lms.backup');
    writeFileSync(out, 'older');
    expectFailure(await test.client.migrate.backup({ database, out }), 'bad_input');
    expect(readFileSync(out, 'utf8')).toBe('older');
    const nowhere = join(folder, 'missing', 'lms.backup');
    const failed = expectFailure(
      await test.client.migrate.backup({ database, out: nowhere }),
      'bad_input',
    );
    expect(failed.message).toContain('cannot be written (ENOENT)');
    expect(readdirSync(folder)).toEqual(['lms.backup']);
  });

  postgresTest('that was cut off or changed lets no step through; a whole one does', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const folder = temporaryFolder();
    const out = join(folder, 'lms.backup');
    expectOk(await test.client.migrate.backup({ database, out }));
    const whole = readFileSync(out);
    const changed = Buffer.from(whole);
    const middle = Math.floor(whole.length / 2);
    changed[middle] = (changed[middle] ?? 0) ^ 0xff;
    const terms = { database, skipChecklist: true, reason: 'a test' };
    const spoiled = [whole.subarray(0, -40), whole.subarray(0, middle), changed, Buffer.from('no')];
    for (const [at, bytes] of spoiled.entries()) {
      const backup = join(folder, `spoiled-${at}`);
      writeFileSync(backup, bytes);
      const failed = expectFailure(await test.client.migrate.up({ ...terms, backup }), 'refused');
      expect(failed.message).toContain('Nothing was changed');
    }
    const before = expectOk(await test.client.migrate.status({ database }));
    expect(before.steps.every((step) => step.state === 'pending')).toBe(true);
    const done = expectOk(await test.client.migrate.up({ ...terms, to: '004', backup: out }));
    expect(done.applied.length).toBe(5);
    // One that is not there is made.
    const made = join(folder, 'made.backup');
    expectOk(await test.client.migrate.up({ ...terms, to: '005', backup: made }));
    expect(existsSync(made)).toBe(true);
    // A day later it counts no more.
    test.clock.advance(25 * 3_600_000);
    const old = expectFailure(await test.client.migrate.up({ ...terms, backup: made }), 'refused');
    expect(old.message).toContain('24 hours');
  });

  postgresTest(
    'of another program counts when it holds what the database holds',
    async (context) => {
      const suitable = toolsFor(tools, Number.parseInt(server.version, 10) * 10_000);
      if (!suitable) return context.skip('no pg_dump on this machine fits the server');
      const test = await testEngine();
      const database = await copy();
      const backup = join(temporaryFolder(), 'own.dump');
      const { host, user, database: name } = settingsFor(database);
      execFileSync(suitable.dump, ['-Fc', '-h', host, '-U', user, '-d', name, '-f', backup]);
      const terms = { database: urlFor(database), skipChecklist: true, reason: 'a test', backup };
      expectOk(await test.client.migrate.up({ ...terms, to: '001' }));
      await database.client.query(`DELETE FROM "Purchase" WHERE "id" = 'purchase-0'`);
      const other = join(temporaryFolder(), 'other.dump');
      writeFileSync(other, readFileSync(backup));
      execFileSync(suitable.dump, ['-Fc', '-h', host, '-U', user, '-d', name, '-f', other]);
      await database.client.query(`DELETE FROM "Purchase" WHERE "id" = 'purchase-1'`);
      const stale = expectFailure(
        await test.client.migrate.up({ ...terms, backup: other, to: '002' }),
        'refused',
      );
      expect(stale.message).toContain('Purchase has 4 rows instead of 3');
    },
  );
});
