import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recoverEpoch } from '../../src/main/engine/sync/epoch';
import { listOutbox, type OutboxRow } from '../../src/main/engine/sync/local/outbox-repository';
import { pushQueue } from '../../src/main/engine/sync/push';
import { resolveConflict } from '../../src/main/engine/sync/resolve';
import type { Mirror } from '../support/mirror';
import {
  syncServer,
  usualBinaries,
  type SyncDatabase,
  type SyncServer,
} from '../support/sync-server';
import { rename, states, titleHere } from './epoch-desk';
import { copiedWorld } from './verify-mirror';

let server: SyncServer;
beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

/** From here on it is another server: an older state, or one put forward again. */
const another = 'UPDATE lectern.sync_meta SET epoch = gen_random_uuid();';
/** What a server that is put back to before a delivery does not know. */
const forgotten = 'DELETE FROM lectern.sync_op; DELETE FROM lectern.sync_conflict;';

async function course(db: SyncDatabase, id: string): Promise<unknown> {
  const sql = 'SELECT "title", "description" FROM "Course" WHERE "id" = $1';
  return (await db.admin.query(sql, [id])).rows[0];
}

function waiting(here: Mirror): OutboxRow {
  const [op] = listOutbox(here.direct.workspace.read, { states: ['conflicted', 'parked'] });
  if (!op) throw new Error('Nothing waits for a person');
  return op;
}

async function recover(here: Mirror): Promise<void> {
  await recoverEpoch(await here.session());
  await pushQueue(await here.session());
  await here.cycle();
}

describe.skipIf(!usualBinaries)('an answer that waits for a person, on another server', () => {
  /** A title that both sides have changed; `before`: what it was. */
  async function inConflict() {
    const { db, here } = await copiedWorld(server);
    await recoverEpoch(await here.session());
    const { title: before } = (await course(db, 'a')) as { title: string };
    rename(here, 'a', 'Mine');
    await db.admin.query(`UPDATE "Course" SET "title" = 'Theirs' WHERE "id" = 'a'`);
    await pushQueue(await here.session());
    return { db, here, before };
  }

  test('a conflict that the server does not have any more is delivered', async () => {
    const { db, here, before } = await inConflict();
    expect(states(here)).toEqual(['a Mine conflicted']);
    await db.admin.query(`${another} ${forgotten}`);
    await db.admin.query(`UPDATE "Course" SET "title" = $1 WHERE "id" = 'a'`, [before]);
    await recover(here);
    expect(states(here)).toEqual(['a Mine settled']);
    expect(await course(db, 'a')).toMatchObject({ title: 'Mine' });
  });

  test('a conflict that the server knows as delivered is over, and nothing is written twice', async () => {
    const { db, here } = await inConflict();
    const { pushId } = waiting(here);
    // Where it went forward again, it had been delivered, and somebody has gone on from there.
    await db.admin.query(`${another} DELETE FROM lectern.sync_conflict`);
    await db.admin.query(`UPDATE "Course" SET "title" = 'Later' WHERE "id" = 'a'`);
    await db.admin.query('UPDATE lectern.sync_op SET result = NULL WHERE push_id = $1', [pushId]);
    await recover(here);
    expect(states(here)).toEqual(['a Mine settled']);
    expect(await course(db, 'a')).toMatchObject({ title: 'Later' });
    expect(titleHere(here, 'a')).toBe('Later');
  });

  test('a conflict that the server knows as one stays one', async () => {
    const { db, here } = await inConflict();
    await db.admin.query(another);
    await recover(here);
    expect(states(here)).toEqual(['a Mine conflicted']);
    expect(titleHere(here, 'a')).toBe('Mine');
  });

  test('a row that is there again takes what was parked for it', async () => {
    const { db, here } = await copiedWorld(server);
    await recoverEpoch(await here.session());
    rename(here, 'row', 'Mine');
    await db.admin.query(`ALTER TABLE "Course" ADD CONSTRAINT never CHECK ("title" <> 'Mine')`);
    await pushQueue(await here.session());
    expect(states(here)).toEqual(['row Mine parked']);
    await db.admin.query(`${another} ALTER TABLE "Course" DROP CONSTRAINT never`);
    await recover(here);
    expect(states(here)).toEqual(['row Mine settled']);
    expect(await course(db, 'row')).toMatchObject({ title: 'Mine' });
  });
});

describe.skipIf(!usualBinaries)('a change that arrived in part, on a server put back', () => {
  /** The description has arrived and was seen by a pull, the title waits for a person. */
  async function inPart() {
    const { db, here } = await copiedWorld(server);
    await recoverEpoch(await here.session());
    here.direct.context.edit({ name: 'course.edit', label: 'both' }, (edit) => {
      edit.update('Course', 'a', { title: 'Mine', description: 'Mine too' });
    });
    await db.admin.query(`UPDATE "Course" SET "title" = 'Theirs' WHERE "id" = 'a'`);
    await pushQueue(await here.session());
    await here.cycle();
    await pushQueue(await here.session());
    expect(await course(db, 'a')).toEqual({ title: 'Theirs', description: 'Mine too' });
    return {
      db,
      here,
      /** To after their change, and before the delivery. */
      putBack: async () => {
        await db.admin.query(`${another} ${forgotten}
          UPDATE "Course" SET "title" = 'Theirs', "description" = NULL WHERE "id" = 'a'`);
        await recover(here);
      },
    };
  }

  test('while it is undecided', async () => {
    const { db, here, putBack } = await inPart();
    await putBack();
    expect(await course(db, 'a')).toEqual({ title: 'Theirs', description: 'Mine too' });
    expect(states(here)).toEqual(['a Mine conflicted']);
    expect(titleHere(here, 'a')).toBe('Mine');
  });

  test.each(['mine', 'theirs'] as const)('after it was decided: %s', async (take) => {
    const { db, here, putBack } = await inPart();
    resolveConflict(here.direct.context, { op: waiting(here).opId, take });
    await pushQueue(await here.session());
    await here.cycle();
    await putBack();
    const title = take === 'mine' ? 'Mine' : 'Theirs';
    expect(await course(db, 'a')).toEqual({ title, description: 'Mine too' });
    const { here: rows, there } = await here.both();
    expect(rows).toEqual(there);
  });

  test('what somebody has changed of it since stays so', async () => {
    const { db, here, putBack } = await inPart();
    resolveConflict(here.direct.context, { op: waiting(here).opId, take: 'mine' });
    await pushQueue(await here.session());
    await here.cycle();
    await db.admin.query(`UPDATE "Course" SET "description" = 'Later' WHERE "id" = 'a'`);
    await here.cycle();
    await putBack();
    expect(await course(db, 'a')).toEqual({ title: 'Mine', description: null });
  });
});
