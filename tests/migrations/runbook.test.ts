import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checklistItems } from '../../src/shared/contract/migrate-runbook';
import { expectFailure, expectOk, testEngine, type TestEngine } from '../support/engine';
import { legacyOn, postgresServers, urlFor } from '../support/lms-on-postgres';
import { temporaryFolder } from '../support/migration-target';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';

const size = { users: 20, courses: 4, chaptersPerCourse: 3, seed: 3 };
const byPeople = [
  'staging',
  'application',
  'feature-flags',
  'monitoring',
  'rollback',
  'team',
] as const;

describe.each(Object.entries(postgresServers))('the runbook on %s', (_name, binaries) => {
  let server: TestServer;
  let template: TestDatabase;
  const opened: TestDatabase[] = [];

  beforeAll(async () => {
    if (!binaries) return;
    server = await startServer(binaries);
    template = await legacyOn(server, size);
    await template.client.query('CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader;');
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

  postgresTest('steps wait until every item is green', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const first = expectOk(await test.client.migrate.checklist({ database }));
    expect(first).toMatchObject({ gated: true, ready: false });
    expect(first.items.map((item) => item.name)).toEqual(checklistItems);
    expect(first.items.filter((item) => item.ok).map((item) => item.name)).toEqual(['validation']);
    const refused = expectFailure(await test.client.migrate.up({ database }), 'refused');
    expect(refused.details?.open).toEqual(['backup', ...byPeople]);
    expect(refused.message).toContain('migrate backup --out FILE');
    await tickAll(test, database);
    const almost = expectFailure(await test.client.migrate.up({ database }), 'refused');
    expect(almost.details?.open).toEqual(['backup']);
    const out = join(temporaryFolder(), 'lms.backup');
    expectOk(await test.client.migrate.backup({ database, out }));
    const green = expectOk(await test.client.migrate.checklist({ database }));
    expect(green.ready).toBe(true);
    expect(green.items[0]).toMatchObject({ kind: 'checked', by: 'Tess Tester' });
    expect(green.items[0]?.note).toContain(out);
    expect(green.items[2]).toMatchObject({
      kind: 'ticked',
      note: 'application: done',
      by: 'Tess Tester',
    });
    const done = expectOk(await test.client.migrate.up({ database }));
    expect(done.applied).toHaveLength(15);
    // Nothing is pending: nothing is asked.
    test.clock.advance(30 * 86_400_000);
    expect(expectOk(await test.client.migrate.up({ database })).applied).toEqual([]);
  });

  postgresTest('a backup named with the steps makes its item green', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const backup = join(temporaryFolder(), 'lms.backup');
    const early = expectFailure(await test.client.migrate.up({ database, backup }), 'refused');
    expect(early.details?.open).toEqual(byPeople);
    await tickAll(test, database);
    expect(expectOk(await test.client.migrate.up({ database, backup })).applied).toHaveLength(15);
    const { items } = expectOk(await test.client.migrate.checklist({ database }));
    expect(items[0]).toMatchObject({ name: 'backup', ok: true });
  });

  postgresTest('going without needs a reason, which the history keeps', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    for (const reason of [undefined, '  ']) {
      const up = { database, skipChecklist: true, reason };
      expectFailure(await test.client.migrate.up(up), 'bad_input');
    }
    expectOk(
      await test.client.migrate.up({ database, skipChecklist: true, reason: 'the dean waits' }),
    );
    const { events } = expectOk(await test.client.migrate.history({ database, kind: 'override' }));
    expect(events).toMatchObject([
      {
        who: 'Tess Tester',
        detail: { reason: 'the dean waits', open: ['backup', ...byPeople] },
      },
    ]);
  });

  postgresTest('a tick can be taken back, and does not count for ever', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    await tickAll(test, database);
    test.clock.advance(1_000);
    const back = expectOk(
      await test.client.migrate.tick({ database, item: 'team', note: 'not yet', done: false }),
    );
    expect(back.items.find((item) => item.name === 'team')).toMatchObject({
      ok: false,
      note: expect.stringContaining('not yet'),
    });
    test.clock.advance(8 * 86_400_000);
    const later = expectOk(await test.client.migrate.checklist({ database }));
    expect(later.items.filter((item) => item.ok).map((item) => item.name)).toEqual(['validation']);
    expect(later.items[2]?.note).toContain('more than 7 days ago');
  });

  postgresTest('nobody can tick what Lectern checks', async () => {
    const test = await testEngine();
    const database = urlFor(await copy());
    const tick = { database, item: 'backup' as const, note: 'I copied the disk' };
    expectFailure(await test.client.migrate.tick(tick), 'refused');
    expectFailure(
      await test.call('migrate.tick', { ...tick, item: 'team', note: ' ' }),
      'bad_input',
    );
    expectFailure(await test.call('migrate.tick', { ...tick, item: 'tea' }), 'bad_input');
    const { events } = expectOk(await test.client.migrate.history({ database }));
    expect(events).toEqual([]);
  });

  postgresTest('an empty database has no gate', async () => {
    const test = await testEngine();
    const empty = await server.createDatabase();
    opened.push(empty);
    const database = urlFor(empty);
    expect(expectOk(await test.client.migrate.checklist({ database })).gated).toBe(false);
    expect(expectOk(await test.client.migrate.up({ database })).applied).toHaveLength(15);
  });

  postgresTest('what a reader says waits here until somebody may write it there', async () => {
    const test = await testEngine();
    const open = await copy();
    const [reader, owner] = [urlFor(open, 'reader'), urlFor(open)];
    const ticked = expectOk(
      await test.client.migrate.tick({ database: reader, item: 'team', note: 'all told' }),
    );
    expect(ticked.items.find((item) => item.name === 'team')?.ok).toBe(true);
    expectOk(await test.client.migrate.plan({ database: reader }));
    expectOk(await test.client.migrate.plan({ database: reader }));
    expectOk(await test.client.migrate.verify({ database: reader }));
    const seen = expectOk(await test.client.migrate.history({ database: reader }));
    expect(seen.events.map((event) => event.kind).sort()).toEqual(['plan', 'tick', 'verify']);
    const made = await open.client.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'lectern'`);
    expect(made.rowCount).toBe(0);
    const up = { database: owner, to: '001', skipChecklist: true, reason: 'a test' };
    expectOk(await test.client.migrate.up(up));
    const stored = await open.client.query<{ kind: string }>(
      'SELECT kind FROM lectern.migration_event ORDER BY id',
    );
    expect(stored.rows.map((row) => row.kind).slice(0, 4)).toEqual([
      'tick',
      'plan',
      'verify',
      'override',
    ]);
    const all = expectOk(await test.client.migrate.history({ database: reader }));
    expect(all.events.filter((event) => event.kind === 'tick')).toHaveLength(1);
  });

  postgresTest('trying the steps on a copy settles two items, and leaves nothing', async () => {
    const test = await testEngine();
    const open = await copy();
    const database = urlFor(open);
    const tried = expectOk(await test.client.migrate.rehearse({ database }));
    expect(tried).toMatchObject({ ok: true, complaints: {}, difference: null, failed: null });
    expect(tried.applied).toHaveLength(15);
    expect(tried.reverted).toHaveLength(14);
    const { items } = expectOk(await test.client.migrate.checklist({ database }));
    for (const name of ['staging', 'rollback'])
      expect(items.find((item) => item.name === name)).toMatchObject({
        ok: true,
        kind: 'checked',
        note: tried.summary,
      });
    const status = expectOk(await test.client.migrate.status({ database }));
    expect(status.steps.every((step) => step.state === 'pending')).toBe(true);
    const left = await open.client.query(`SELECT 1 FROM pg_database WHERE datname ~ '^lectern_'`);
    expect(left.rowCount).toBe(0);
    // From the middle as well, with rows that only the way back would lose.
    expectOk(
      await test.client.migrate.up({ database, to: '006', skipChecklist: true, reason: 'a test' }),
    );
    await open.client.query(
      `INSERT INTO "Quiz" ("id","title","updatedAt") VALUES ('q','Quiz', now())`,
    );
    const again = expectOk(await test.client.migrate.rehearse({ database }));
    expect(again).toMatchObject({ ok: true, difference: null });
    expect(again.reverted).toHaveLength(8);
  });

  postgresTest('a trial that fails is told, and settles nothing', async () => {
    const test = await testEngine();
    const open = await copy();
    const database = urlFor(open);
    await open.client.query('CREATE TABLE "Quiz" ("id" int)');
    const tried = expectOk(await test.client.migrate.rehearse({ database }));
    expect(tried.ok).toBe(false);
    expect(tried.failed?.name).toBe('005_create_quiz_system');
    const { items } = expectOk(await test.client.migrate.checklist({ database }));
    expect(items.find((item) => item.name === 'staging')?.ok).toBe(false);
    const reader = urlFor(open, 'reader');
    const refused = await test.client.migrate.rehearse({ database: reader });
    expect(expectFailure(refused, 'refused').message).toContain('ALTER ROLE … CREATEDB');
  });

  postgresTest('a target that is marked staging is its own trial', async () => {
    const test = await testEngine();
    const { host, name } = await copy();
    const { target } = expectOk(
      await test.client.targets.save({
        name: 'copy',
        role: 'staging',
        settings: { host, port: 5432, database: name, user: 'postgres', tls: { mode: 'disable' } },
      }),
    );
    const { items } = expectOk(await test.client.migrate.checklist({ database: target.id }));
    expect(items.find((item) => item.name === 'staging')).toMatchObject({ ok: true });
  });
});

describe('the runbook of a workspace', () => {
  test('is kept, and gates nothing', async () => {
    const test = await testEngine();
    expectOk(await test.client.migrate.down({ to: '010', acceptLoss: 'all' }));
    const list = expectOk(await test.client.migrate.tick({ item: 'team', note: 'told' }));
    expect(list).toMatchObject({ gated: false, ready: false });
    expect(expectOk(await test.client.migrate.up({})).applied).toHaveLength(4);
    const { events } = expectOk(await test.client.migrate.history({}));
    expect(events.map((event) => event.kind)).toContain('tick');
    expect(events.map((event) => event.kind)).toContain('revert');
  });

  test('of a file that can only be read says so', async () => {
    const first = await testEngine();
    const file = join(temporaryFolder(), 'copy.lectern');
    expectOk(await first.client.migrate.backup({ out: file }));
    const reader = await testEngine({ file, mode: 'read' });
    expectFailure(await reader.client.migrate.tick({ item: 'team', note: 'told' }), 'read_only');
  });
});

async function tickAll(test: TestEngine, database: string): Promise<void> {
  for (const item of byPeople) {
    expectOk(await test.client.migrate.tick({ database, item, note: `${item}: done` }));
  }
}
