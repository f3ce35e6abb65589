import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { pull } from '../../src/main/engine/sync/pull';
import { pushQueue } from '../../src/main/engine/sync/push';
import { verifyMirror } from '../../src/main/engine/sync/verify';
import { dumpOfServer, dumpOfWorkspace } from '../support/mirror-dump';
import { machineBinaries } from '../support/postgres';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { rename, sessionOn, states, titleHere } from './epoch-desk';
import { dumpTo, keepState, openNamed, putBack } from './epoch-servers';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest('a server restored to an older state gets back what it had acknowledged', async () => {
  const { db, here } = await copiedWorld(server);
  await checkEpoch(await here.session());
  rename(here, 'b', 'Before');
  await pushQueue(await here.session());
  await here.cycle();
  await here.connection.close();
  await db.admin.end();
  await keepState(server, db.name, `${db.name}_kept`);

  const live = await openNamed(server, db.name);
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

  const old = await openNamed(server, db.name);
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
    const live = await openNamed(server, db.name);
    rename(here, 'a', 'Mine');
    await pushQueue(await sessionOn(here, live.connection));
    await pull(await sessionOn(here, live.connection));
    await live.close();
    await putBack(server, db.name, `${db.name}_kept`);
    const old = await openNamed(server, db.name);
    await old.admin.query(`UPDATE "Course" SET "title" = 'Theirs' WHERE "id" = 'a'`);
    expect((await recoverEpoch(await sessionOn(here, old.connection))).again).toBe(1);
    await pushQueue(await sessionOn(here, old.connection));
    expect(states(here)).toEqual(['a Mine conflicted']);
    const title = await old.admin.query(`SELECT "title" FROM "Course" WHERE "id" = 'a'`);
    expect(title.rows).toEqual([{ title: 'Theirs' }]);
    await old.close();
  },
);

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
    const restored = await openNamed(fresh, 'restored');
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
