import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEpoch, recoverEpoch } from '../../src/main/engine/sync/epoch';
import { saveSyncState } from '../../src/main/engine/sync/local/state-repository';
import { pull } from '../../src/main/engine/sync/pull';
import { pushQueue } from '../../src/main/engine/sync/push';
import { Housekeeping } from '../../src/main/engine/sync/service/housekeeping';
import { dumpOfServer, dumpOfWorkspace } from '../support/mirror-dump';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { rename, sessionOn, states, titleHere } from './epoch-desk';
import { copiedWorld } from './verify-mirror';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

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
  'a disk that was put back is noticed by what it was told, also when it has counted on since',
  async () => {
    const { db, here } = await copiedWorld(server);
    await checkEpoch(await here.session());
    const tell = async (): Promise<unknown> => {
      await new Housekeeping(here.engine.clock.now).keep(await here.session());
      const { rows } = await db.admin.query<{ at: string }>(
        'SELECT last_seen::text AS at FROM lectern.sync_client',
      );
      return rows[0]?.at;
    };
    const before = await tell();
    await db.admin.query(`UPDATE "Course" SET "title" = 'Lost with the disk' WHERE "id" = 'a'`);
    await here.cycle();
    expect(await tell()).not.toBe(before);
    expect(await checkEpoch(await here.session())).toBe('same');
    // What is left after the log of it is gone, too.
    await db.admin.query(`UPDATE "Course" SET "title" = 'As before' WHERE "id" = 'a'`);
    await db.admin.query('DELETE FROM lectern.change_log');
    await db.admin.query('UPDATE lectern.sync_client SET last_seen = $1', [before]);
    expect(await checkEpoch(await here.session())).toEqual({ changed: ['older_state'] });
    expect(await recoverEpoch(await here.session())).toEqual({ rows: 1, again: 0 });
    expect(titleHere(here, 'a')).toBe('As before');
    expect(await checkEpoch(await here.session())).toBe('same');
  },
);

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
