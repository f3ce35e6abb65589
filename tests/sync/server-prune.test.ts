import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresServers } from '../support/lms-on-postgres';
import { syncServer, type SyncDatabase, type SyncServer } from '../support/sync-server';

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;

  beforeAll(async () => {
    if (!binaries) return;
    server = await syncServer({ binaries, roles: [{ name: 'teacher', userId: 'teacher' }] });
  });
  afterAll(() => server?.stop());

  const fresh = async (): Promise<SyncDatabase & { readonly teacher: Client }> => {
    const database = await server.database();
    return { ...database, teacher: await database.client('teacher') };
  };

  serverTest('what every client has seen is forgotten, and nothing newer', async () => {
    const { admin, teacher } = await fresh();
    await write(admin, 'one');
    const first = await cursor(teacher);
    await write(admin, 'two');
    const second = await cursor(teacher);
    await write(admin, 'three');
    await seen(teacher, 'slow', first);
    await seen(teacher, 'quick', second);
    expect(await prune(teacher)).toBe(1);
    expect(await keys(admin)).toEqual(['two', 'three']);
    expect(await prunedXid(admin)).toBe(first.split(':')[0]);
    await seen(teacher, 'slow', second);
    expect(await prune(teacher)).toBe(1);
    expect(await keys(admin)).toEqual(['three']);
  });

  serverTest('no cursor that is still good loses a change to it', async () => {
    const { admin, teacher, client } = await fresh();
    const writers = [await client(), await client()];
    // Open since before the cursor: its change is newer than the cursor although its number is lower.
    await writers[0]?.query(`BEGIN; INSERT INTO "Category" VALUES ('open', 'open')`);
    await write(admin, 'done');
    const known = await cursor(teacher);
    await write(admin, 'later');
    await writers[0]?.query('COMMIT');
    await seen(teacher, 'c', known);
    await prune(teacher);
    const [, xmax = '', open = ''] = known.split(':');
    const answer = await admin.query<{ pk: string }>(
      `SELECT pk FROM lectern.change_log WHERE xid >= $1::xid8 OR xid = ANY ($2::xid8[]) ORDER BY seq`,
      [xmax, `{${open}}`],
    );
    expect(answer.rows.map((row) => row.pk)).toEqual(['open', 'later']);
    expect(BigInt(await prunedXid(admin)) <= BigInt(known.split(':')[0] ?? '')).toBe(true);
  });

  serverTest('a client that was away for 30 days holds nothing back, and can tell', async () => {
    const { admin, teacher } = await fresh();
    const old = await cursor(teacher);
    await write(admin, 'one');
    await seen(teacher, 'away', old);
    await admin.query(`UPDATE lectern.sync_client SET last_seen = now() - interval '31 days'`);
    await write(admin, 'two');
    expect(await prune(teacher)).toBe(2);
    expect(BigInt(await prunedXid(admin)) > BigInt(old.split(':')[0] ?? '')).toBe(true);
  });

  serverTest('a transaction that is still open is not overtaken', async () => {
    const { admin, teacher, client } = await fresh();
    const writer = await client();
    await writer.query(`BEGIN; INSERT INTO "Category" VALUES ('open', 'open')`);
    const number = await writer.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    await write(admin, 'done');
    await prune(teacher);
    await writer.query('COMMIT');
    expect(await keys(admin)).toEqual(['open', 'done']);
    expect(BigInt(await prunedXid(admin)) <= BigInt(number.rows[0]?.xid ?? '')).toBe(true);
  });

  serverTest('the mark never goes back, and prunes at once do not disturb each other', async () => {
    const { admin, teacher, client } = await fresh();
    for (const name of ['a', 'b', 'c']) await write(admin, name);
    const others = await Promise.all([client('teacher'), client('teacher'), client('teacher')]);
    const sums = await Promise.all([teacher, ...others].map(prune));
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(3);
    const mark = await prunedXid(admin);
    await seen(teacher, 'old', '3:3:');
    await prune(teacher);
    expect(await prunedXid(admin)).toBe(mark);
  });

  serverTest('a cursor of another server holds back what it must and no more', async () => {
    const { admin, teacher } = await fresh();
    await write(admin, 'one');
    await seen(teacher, 'foreign', '99999999:99999999:');
    expect(await prune(teacher)).toBe(1);
    const next = await cursor(teacher);
    expect(BigInt(await prunedXid(admin)) <= BigInt(next.split(':')[0] ?? '')).toBe(true);
    await expect(seen(teacher, 'broken', 'not a cursor')).rejects.toMatchObject({ code: '23514' });
    const beyond = '9'.repeat(20);
    await expect(seen(teacher, 'beyond', `${beyond}:${beyond}:`)).rejects.toMatchObject({
      code: '23514',
    });
  });

  serverTest(
    'a log that came from another server is forgotten whole and gets a new epoch',
    async () => {
      const { admin, teacher } = await fresh();
      const epoch = await epochOf(admin);
      await write(admin, 'here');
      await admin.query(
        `INSERT INTO lectern.change_log (xid, tbl, pk) VALUES ('900000000', 'Category', 'there')`,
      );
      expect(await prune(teacher)).toBe(2);
      expect(await keys(admin)).toEqual([]);
      expect(await epochOf(admin)).not.toBe(epoch);
      const renewed = await epochOf(admin);
      await write(admin, 'here again');
      await prune(teacher);
      expect(await epochOf(admin)).toBe(renewed);
      await admin.query(`UPDATE lectern.sync_meta SET pruned_xid = '900000000'`);
      await prune(teacher);
      expect(await epochOf(admin)).not.toBe(renewed);
      expect(BigInt(await prunedXid(admin)) < 900_000_000n).toBe(true);
    },
  );

  serverTest('what others commit meanwhile does not look like another server', async () => {
    const { admin, client } = await fresh();
    const epoch = await epochOf(admin);
    const writers = [await client(), await client()];
    let isOver = false;
    const busy = writers.map(async (writer, place) => {
      for (let count = 0; !isOver; count += 1) await write(writer, `${place}-${count}`);
    });
    // A session that prunes for the first time is slow between its statements.
    for (let count = 0; count < 30; count += 1) await prune(await client('teacher'));
    isOver = true;
    await Promise.all(busy);
    expect(await epochOf(admin)).toBe(epoch);
  });

  serverTest('a prune inside a transaction that has written keeps the own changes', async () => {
    const { admin } = await fresh();
    const epoch = await epochOf(admin);
    await admin.query('BEGIN');
    await write(admin, 'own');
    await prune(admin);
    await admin.query('COMMIT');
    expect(await keys(admin)).toEqual(['own']);
    expect(await epochOf(admin)).toBe(epoch);
  });

  serverTest(
    'deliveries are kept for 60 days, and the newest of each client for ever',
    async () => {
      const { admin, teacher } = await fresh();
      await admin.query(`
      INSERT INTO lectern.sync_op (push_id, client_id, applied_at) VALUES
        ('old', 'busy', now() - interval '70 days'), ('recent', 'busy', now() - interval '5 days'),
        ('older', 'quiet', now() - interval '90 days'), ('newest', 'quiet', now() - interval '80 days'),
        ('beside', 'quiet', now() - interval '80 days 1 hour')`);
      await prune(teacher);
      const answer = await admin.query('SELECT push_id FROM lectern.sync_op ORDER BY 1');
      expect(answer.rows.map((row) => row.push_id)).toEqual(['beside', 'newest', 'recent']);
    },
  );
});

async function write(client: Client, name: string): Promise<void> {
  await client.query(`INSERT INTO "Category" VALUES ($1, $1)`, [name]);
}

async function cursor(client: Client): Promise<string> {
  const answer = await client.query<{ cursor: string }>(
    'SELECT pg_current_snapshot()::text AS cursor',
  );
  return answer.rows[0]?.cursor ?? '';
}

async function seen(client: Client, id: string, at: string): Promise<void> {
  await client.query(
    `INSERT INTO lectern.sync_client (client_id, cursor) VALUES ($1, $2)
     ON CONFLICT (client_id) DO UPDATE SET cursor = excluded.cursor, last_seen = now()`,
    [id, at],
  );
}

async function prune(client: Client): Promise<number> {
  const answer = await client.query<{ count: string }>(
    'SELECT lectern.prune_change_log() AS count',
  );
  return Number(answer.rows[0]?.count);
}

async function keys(admin: Client): Promise<readonly string[]> {
  const answer = await admin.query<{ pk: string }>(
    'SELECT pk FROM lectern.change_log ORDER BY seq',
  );
  return answer.rows.map((row) => row.pk);
}

async function prunedXid(admin: Client): Promise<string> {
  const answer = await admin.query<{ xid: string }>(
    'SELECT pruned_xid::text AS xid FROM lectern.sync_meta',
  );
  return answer.rows[0]?.xid ?? '';
}

async function epochOf(admin: Client): Promise<string> {
  const answer = await admin.query<{ epoch: string }>('SELECT epoch::text FROM lectern.sync_meta');
  return answer.rows[0]?.epoch ?? '';
}
