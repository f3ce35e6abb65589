import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { fillSqlite, makeLegacyRows } from '../support/legacy-database';
import { migrationsFolder, temporaryFolder } from '../support/migration-target';
import type { TestDatabase } from '../support/postgres';
import { describeServers } from '../support/server-suite';

const size = { users: 40, courses: 6, chaptersPerCourse: 4, seed: 9 };
const anyway = { skipChecklist: true, reason: 'a test' } as const;

function urlOf(database: TestDatabase): string {
  return `postgres://postgres@/${database.name}?host=${encodeURIComponent(database.host)}`;
}

describeServers(size, ({ copy, postgresTest }) => {
  postgresTest('the whole way through the engine, with a server named by its URL', async () => {
    const server = await copy();
    const database = urlOf(server);
    const { client, subscribe } = await testEngine();
    const status = expectOk(await client.migrate.status({ database }));
    expect(status.engine).toBe('postgres');
    expect(status.steps.filter((step) => step.group === 'plan')).toHaveLength(15);
    expect(new Set(status.steps.map((step) => step.state))).toEqual(new Set(['pending']));
    const plan = expectOk(await client.migrate.plan({ database })).steps;
    expect(plan).toHaveLength(15);
    expect(plan.at(-1)).toMatchObject({ name: '014_calculate_initial_xp', exists: false });
    expect(plan.at(-1)?.estimatedMs).not.toBeNull();

    const details: string[] = [];
    subscribe((event) => {
      if (event.name === 'job') details.push(event.payload.detail);
    });
    const up = expectOk(await client.migrate.up({ database, ...anyway }));
    expect(up).toMatchObject({ failed: null, untouched: { ok: true } });
    expect(up.applied).toHaveLength(15);
    expect(up.longestWaitMs).toBeGreaterThanOrEqual(0);
    expect(details).toContain('000_baseline');
    expect(expectOk(await client.migrate.up({ database, ...anyway })).applied).toEqual([]);
    expect(expectOk(await client.migrate.verify({ database })).ok).toBe(true);

    const lectern = expectOk(await client.migrate.up({ database, group: 'lectern', ...anyway }));
    expect(lectern.applied.map((step) => step.name)).toContain('101_people');
    expect(expectOk(await client.migrate.status({ database })).drift).toEqual([]);
    await server.client.query(`
      INSERT INTO "Assignment" ("id","title","description") VALUES ('as','A','…');
      INSERT INTO lectern.late_policy VALUES ('as', 10, 86400, 0);
      INSERT INTO lectern.grade_history (id, submission_id, at, who) VALUES ('h', 'gone', now(), 'Ada')`);
    const refused = expectFailure(await client.migrate.down({ database, to: '007' }), 'refused');
    expect(refused.details?.wouldLose).toEqual({ Assignment: 1, 'lectern.late_policy': 1 });
    const archive = join(temporaryFolder(), 'archive.zip');
    const down = expectOk(await client.migrate.down({ database, to: '007', archive }));
    expect(down.reverted).toHaveLength(7);
    expect((await server.client.query('SELECT 1 FROM lectern.late_policy')).rowCount).toBe(0);
    expect((await server.client.query('SELECT 1 FROM lectern.grade_history')).rowCount).toBe(1);
    expectOk(await client.migrate.up({ database, ...anyway }));
    const restored = expectOk(await client.migrate.restoreArchive({ database, file: archive }));
    expect(restored.restored).toEqual({ Assignment: 1, 'lectern.late_policy': 1 });
    expect(expectOk(await client.migrate.verify({ database })).ok).toBe(true);
  });
});

test('an LMS in an SQLite file that is no workspace is taken along like any other', async () => {
  const file = join(temporaryFolder(), 'lms.sqlite');
  const made = new BetterSqlite3(file);
  made.exec(readFileSync(join(migrationsFolder, '000_baseline/sqlite.up.sql'), 'utf8'));
  fillSqlite(made, makeLegacyRows(size));
  made.close();
  const { client } = await testEngine();
  const status = expectOk(await client.migrate.status({ database: file }));
  expect(status).toMatchObject({ engine: 'sqlite', drift: [] });
  expect(existsSync(join(temporaryFolder(), 'backups'))).toBe(false);
  const up = expectOk(await client.migrate.up({ database: file }));
  expect(up).toMatchObject({ failed: null, untouched: { ok: true } });
  expect(expectOk(await client.migrate.verify({ database: file })).ok).toBe(true);
  expect(expectOk(await client.migrate.down({ database: file, to: '000' })).reverted).toHaveLength(
    14,
  );
  expectFailure(await client.migrate.status({ database: `${file}.missing` }), 'not_found');
});
