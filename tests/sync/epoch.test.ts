import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { listOutbox } from '../../src/main/engine/sync/local/outbox-repository';
import { saveSyncState } from '../../src/main/engine/sync/local/state-repository';
import { pull } from '../../src/main/engine/sync/pull';
import { pushQueue } from '../../src/main/engine/sync/push';
import type { SyncSession } from '../../src/main/engine/sync/session';
import { verifyMirror } from '../../src/main/engine/sync/verify';
import type { Mirror } from '../support/mirror';
import { dumpOfServer, dumpOfWorkspace } from '../support/mirror-dump';
import { machineBinaries } from '../support/postgres';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { dumpTo, keepState, openNamed, putBack } from './epoch-servers';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

function rename(here: Mirror, id: string, title: string): void {
  here.direct.context.edit({ name: 'course.edit', label: title }, (edit) => {
    edit.update('Course', id, { title });
  });
}

async function sessionOn(
  here: Mirror,
  connection: PostgresConnection,
  part: Partial<SyncSession> = {},
): Promise<SyncSession> {
  return { ...(await here.direct.session(connection)), breathe: () => turn(), ...part };
}

function states(here: Mirror): readonly string[] {
  return listOutbox(here.direct.workspace.read, {
    states: ['queued', 'acknowledged', 'settled', 'parked', 'conflicted'],
  }).map(({ key, fields, state }) => `${key} ${String(fields.title)} ${state}`);
}

function titleHere(here: Mirror, id: string): unknown {
  return here.engine.sql.prepare('SELECT "title" FROM "Course" WHERE "id" = ?').pluck().get(id);
}

serverTest(
  'a server is known by its first contact, and stays the same while it works',
  async () => {
    const { here } = await copiedWorld(server);
    expect(await checkEpoch(await here.session())).toBe('first');
    expect(await checkEpoch(await here.session())).toBe('same');
    rename(here, 'a', 'Mine');
    await pushQueue(await here.session());
    expect(await checkEpoch(await here.session())).toBe('same');
    await here.cycle();
    expect(await checkEpoch(await here.session())).toBe('same');
    expect(await recoverEpoch(await here.session())).toEqual({ rows: 0, again: 0 });
  },
);

serverTest('a server restored to an older state gets back what it had acknowledged', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  rename(here, 'b', 'Before');
  await pushQueue(await here.session());
  await here.cycle();
  await here.connection.close();
  await db.admin.end();
  await keepState(server, db.name, `${db.name}_kept`);

  const live = await openNamed(server.server.host, db.name);
  rename(here, 'a', 'First');
  rename(here, 'a', 'Second');
  await pushQueue(await sessionOn(here, live.connection));
  await pull(await sessionOn(here, live.connection));
  await live.admin.query(`UPDATE "Course" SET "description" = 'Lost' WHERE "id" = 'b';
    INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('lost','t','Lost',now())`);
  rename(here, 'row', 'Acknowledged');
  await pushQueue(await sessionOn(here, live.connection));
  await pull(await sessionOn(here, live.connection));
  rename(here, 'b', 'Acknowledged, not seen');
  await pushQueue(await sessionOn(here, live.connection));
  rename(here, 'b', 'Still queued');
  await live.close();
  await putBack(server, db.name, `${db.name}_kept`);

  const old = await openNamed(server.server.host, db.name);
  const session = await sessionOn(here, old.connection);
  const found = await checkEpoch(session);
  expect(found).toMatchObject({
    changed: expect.arrayContaining(['databaseOid', 'lost_operations']),
  });
  const { rows, again } = await recoverEpoch(session);
  expect(again).toBe(4);
  expect(rows).toBeGreaterThanOrEqual(2);
  expect(states(here)).toEqual([
    'b Before settled',
    'a First queued',
    'a Second queued',
    'row Acknowledged queued',
    'b Acknowledged, not seen queued',
    'b Still queued queued',
  ]);
  // A person sees what they did, on top of what the server has.
  expect(titleHere(here, 'a')).toBe('Second');
  expect(titleHere(here, 'b')).toBe('Still queued');
  expect(titleHere(here, 'lost')).toBeUndefined();
  expect((await verifyMirror(await sessionOn(here, old.connection))).differs).toEqual([]);
  await pushQueue(await sessionOn(here, old.connection));
  await pull(await sessionOn(here, old.connection));
  const titles = await old.admin.query(`SELECT "title" FROM "Course" ORDER BY "id"`);
  expect(titles.rows.map(({ title }: { title: string }) => title)).toEqual([
    'Second',
    'Still queued',
    'Acknowledged',
  ]);
  expect(dumpOfWorkspace(here.engine.sql)).toEqual(await dumpOfServer(old.admin, null));
  expect(await checkEpoch(await sessionOn(here, old.connection))).toBe('same');
  await old.close();
});

serverTest(
  'what somebody changed on the restored server is a conflict and is not overwritten',
  async () => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    await here.connection.close();
    await db.admin.end();
    await keepState(server, db.name, `${db.name}_kept`);
    const live = await openNamed(server.server.host, db.name);
    rename(here, 'a', 'Mine');
    await pushQueue(await sessionOn(here, live.connection));
    await pull(await sessionOn(here, live.connection));
    await live.close();
    await putBack(server, db.name, `${db.name}_kept`);
    const old = await openNamed(server.server.host, db.name);
    await old.admin.query(`UPDATE "Course" SET "title" = 'Theirs' WHERE "id" = 'a'`);
    expect((await recoverEpoch(await sessionOn(here, old.connection))).again).toBe(1);
    await pushQueue(await sessionOn(here, old.connection));
    expect(states(here)).toEqual(['a Mine conflicted']);
    const title = await old.admin.query(`SELECT "title" FROM "Course" WHERE "id" = 'a'`);
    expect(title.rows).toEqual([{ title: 'Theirs' }]);
    await old.close();
  },
);

serverTest(
  'operations that only the server’s books have lost are sent again and change nothing',
  async () => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    rename(here, 'a', 'Mine');
    await pushQueue(await here.session());
    await here.cycle();
    await db.admin.query('DELETE FROM lectern.sync_op');
    expect(await checkEpoch(await here.session())).toEqual({ changed: ['lost_operations'] });
    expect((await recoverEpoch(await here.session())).again).toBe(1);
    await pushQueue(await here.session());
    await here.cycle();
    expect(states(here)).toEqual(['a Mine settled']);
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
  },
);

serverTest('a server that counts fewer transactions than before is an older one', async () => {
  const { here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  here.direct.workspace.write((db) => saveSyncState(db, { cursor: '900000000:900000000:' }));
  expect(await checkEpoch(await here.session())).toEqual({ changed: ['older_state'] });
  await recoverEpoch(await here.session());
  expect(await checkEpoch(await here.session())).toBe('same');
});

serverTest(
  'a cursor older than what the server remembers leads to comparing, and nothing is sent twice',
  async () => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    rename(here, 'a', 'Mine');
    await pushQueue(await here.session());
    rename(here, 'b', 'Queued');
    await db.admin.query(`
    INSERT INTO "Purchase" ("id","userId","courseId","updatedAt") VALUES ('new','zoe','a',now());
    DELETE FROM "Attachment"; UPDATE "Chapter" SET "id" = 'ch2' WHERE "id" = 'ch'`);
    await db.admin.query('DELETE FROM lectern.sync_client');
    await db.admin.query('SELECT lectern.prune_change_log()');
    await expect(pull(await here.session())).rejects.toThrow(/forgotten/);
    expect(await checkEpoch(await here.session())).toEqual({ changed: ['pruned'] });
    const { rows, again } = await recoverEpoch(await here.session());
    expect(again).toBe(0);
    expect(rows).toBeGreaterThan(3);
    expect(states(here)).toEqual(['a Mine settled', 'b Queued queued']);
    await pushQueue(await here.session());
    await here.cycle();
    const { here: mine, there } = await here.both();
    expect(mine).toEqual(there);
    expect(await checkEpoch(await here.session())).toBe('same');
  },
);

serverTest('a recovery that is interrupted goes on the next time', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  rename(here, 'a', 'Mine');
  await pushQueue(await here.session());
  await here.cycle();
  await db.admin
    .query(`DELETE FROM lectern.sync_op; UPDATE lectern.sync_meta SET epoch = gen_random_uuid();
    ALTER TABLE "Purchase" DISABLE TRIGGER USER; DELETE FROM "Purchase"; UPDATE "Course" SET "title" = 'A' WHERE "id" = 'a'`);
  for (let steps = 1; ; steps += 1) {
    const stop = new AbortController();
    let left = steps;
    const session = await here.session({
      signal: stop.signal,
      breathe: async () => {
        await turn();
        left -= 1;
        if (left === 0) stop.abort();
      },
    });
    try {
      await recoverEpoch(session);
      expect(steps).toBeGreaterThan(5);
      break;
    } catch (error) {
      expect(String(error)).toMatch(/Stopped/);
      expect(await checkEpoch(await here.session())).toMatchObject({
        changed: expect.arrayContaining(['interrupted']),
      });
      expect(titleHere(here, 'a')).toBe('Mine');
    }
  }
  expect(states(here)).toEqual(['a Mine queued']);
  await pushQueue(await here.session());
  await here.cycle();
  const { here: mine, there } = await here.both();
  expect(mine).toEqual(there);
});

serverTest('another LMS at the same address changes nothing until a person says so', async () => {
  const { here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  rename(here, 'a', 'Mine');
  const before = dumpOfWorkspace(here.engine.sql);
  const other = await server.database();
  await other.admin.query(
    `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('x','t','X',now())`,
  );
  const connection = await other.connect();
  await expect(recoverEpoch(await sessionOn(here, connection))).rejects.toMatchObject({
    failure: { code: 'refused', details: { problem: 'another_lms' } },
  });
  expect(dumpOfWorkspace(here.engine.sql)).toEqual(before);
  expect(states(here)).toEqual(['a Mine queued']);
  // The right server again: as if nothing had been.
  expect(await checkEpoch(await here.session())).toBe('same');
  await recoverEpoch(await sessionOn(here, connection), { confirmed: true });
  expect(dumpOfWorkspace(here.engine.sql)).toEqual(await dumpOfServer(other.admin, null));
  expect(states(here)).toEqual(['a Mine queued']);
});

serverTest('a server that lost most rows is not followed until a person says so', async () => {
  const { db, here } = await copiedWorld(server);
  await db.admin.query(
    `INSERT INTO "UserProgress" ("id","userId","chapterId","updatedAt") SELECT 'p' || n, 'u' || n, 'ch', now() FROM generate_series(1, 200) n`,
  );
  await here.cycle();
  await checkEpoch(await here.session());
  await db.admin.query(
    `ALTER TABLE "UserProgress" DISABLE TRIGGER USER; DELETE FROM "UserProgress"; UPDATE lectern.sync_meta SET epoch = gen_random_uuid()`,
  );
  const count = here.engine.sql.prepare('SELECT count(*) FROM "UserProgress"').pluck();
  for (let times = 0; times < 2; times += 1) {
    await expect(recoverEpoch(await here.session())).rejects.toMatchObject({
      failure: { details: { problem: 'mirror_would_empty' } },
    });
    expect(count.get()).toBe(201);
  }
  await recoverEpoch(await here.session(), { confirmed: true });
  expect(count.get()).toBe(0);
  expect(await checkEpoch(await here.session())).toBe('same');
});

test('a dump restored into a new cluster is taken over, and what came after the dump is sent again', async (context) => {
  const binaries = machineBinaries();
  if (!binaries) return context.skip('this machine has no PostgreSQL of its own');
  const [old, fresh] = [await syncServer({ binaries }), await syncServer({ binaries })];
  try {
    const { db, here } = await copiedWorld(old);
    await checkEpoch(await here.session());
    rename(here, 'b', 'In the dump');
    await pushQueue(await here.session());
    if (!(await dumpTo(db, old.server.host, fresh.server.host, 'restored'))) {
      return context.skip('this machine has no pg_dump for its PostgreSQL');
    }
    rename(here, 'a', 'After the dump');
    await pushQueue(await here.session());
    await here.cycle();
    rename(here, 'row', 'Queued');
    const restored = await openNamed(fresh.server.host, 'restored');
    const found = await checkEpoch(await sessionOn(here, restored.connection));
    expect(found).toMatchObject({
      changed: expect.arrayContaining(['systemIdentifier', 'lost_operations']),
    });
    expect((await recoverEpoch(await sessionOn(here, restored.connection))).again).toBe(1);
    expect(states(here)).toEqual([
      'b In the dump settled',
      'a After the dump queued',
      'row Queued queued',
    ]);
    await pushQueue(await sessionOn(here, restored.connection));
    await pull(await sessionOn(here, restored.connection));
    expect(dumpOfWorkspace(here.engine.sql)).toEqual(await dumpOfServer(restored.admin, null));
    expect(await checkEpoch(await sessionOn(here, restored.connection))).toBe('same');
    expect(titleHere(here, 'a')).toBe('After the dump');
    await restored.close();
  } finally {
    await old.stop();
    await fresh.stop();
  }
});
