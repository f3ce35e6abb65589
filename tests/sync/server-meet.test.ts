import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meetServer } from '../../src/main/engine/sync/remote/meet-server';
import { syncTables } from '../../src/main/engine/sync/tables';
import { postgresServers } from '../support/lms-on-postgres';
import { pgbouncerMissing, pgbouncerProgram, startPgBouncer } from '../support/pgbouncer';
import { connectPostgres } from '../../src/main/engine/connections/postgres-connection';
import { lmsOwner, syncServer, type SyncServer } from '../support/sync-server';
import { freePort } from '../support/tcp';

const roles = [
  { name: 'teacher', userId: 'teacher' },
  { name: 'admin', userId: null, isAdmin: true },
  { name: 'viewer' },
];

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  const serverTest = test.skipIf(!binaries);
  let server: SyncServer;

  beforeAll(async () => {
    if (!binaries) return;
    server = await syncServer({ binaries, port: await freePort(), roles });
    await (await server.database()).admin.query('CREATE ROLE stranger LOGIN');
  });
  afterAll(() => server?.stop());

  serverTest('a log-in without superuser meets the server: identity, tables, who', async () => {
    const database = await server.database();
    const facts = await meetServer(await database.connect('teacher'));
    const epoch = await database.admin.query('SELECT epoch::text FROM lectern.sync_meta');
    const known = await database.admin.query(
      `SELECT (pg_control_system()).system_identifier::text AS system,
         lpad(to_hex((pg_control_checkpoint()).timeline_id), 8, '0') AS timeline,
         'lectern.change_log'::regclass::oid AS log,
         (SELECT oid FROM pg_database WHERE datname = current_database()) AS database`,
    );
    const { system, timeline, log, database: oid } = known.rows[0];
    expect(facts).toMatchObject({
      identity: {
        epoch: epoch.rows[0].epoch,
        systemIdentifier: system,
        timeline,
        databaseOid: oid,
        logOid: log,
      },
      installed: true,
      granted: true,
      standby: false,
      prunedXid: '0',
      who: { dbRole: 'teacher', userId: 'teacher', isAdmin: false, source: 'mapping' },
      canInstall: false,
    });
    expect(Number(facts.snapshotXmax)).toBeGreaterThan(0);
    expect([...facts.tables.keys()]).toEqual(syncTables.map((table) => table.name));
    for (const [name, table] of facts.tables) {
      expect([name, table.exists, table.trigger]).toEqual([name, true, 'ok']);
    }
    expect(facts.tables.get('AssignmentSubmission')).toMatchObject({
      columns: {
        id: 'text',
        fileUrls: 'text[]',
        score: 'double precision',
        gradedAt: 'timestamp(3) without time zone',
      },
      privileges: { select: true, insert: true, update: true, delete: true },
    });
    expect(facts.tables.get('UserProgress')?.privileges).toEqual({
      select: true,
      insert: false,
      update: false,
      delete: false,
    });
  });

  serverTest('every column that sync reads is there', async () => {
    const { tables } = await meetServer(await (await server.database()).connect('teacher'));
    const missing = syncTables.flatMap(({ name, columns }) =>
      columns
        .filter((column) => tables.get(name)?.columns[column.name] === undefined)
        .map((column) => `${name}.${column.name}`),
    );
    expect(missing).toEqual([]);
  });

  serverTest('an administrator, a log-in that is mapped to nobody, and the owner', async () => {
    const database = await server.database();
    const meet = async (user: string) => meetServer(await database.connect(user));
    expect((await meet('admin')).who).toMatchObject({
      userId: null,
      isAdmin: true,
      source: 'mapping',
    });
    expect((await meet('viewer')).who).toMatchObject({
      userId: null,
      isAdmin: false,
      source: 'none',
    });
    expect(await meet(lmsOwner)).toMatchObject({ installed: true, canInstall: true });
  });

  serverTest('a log-in that was granted nothing is told so', async () => {
    const facts = await meetServer(await (await server.database()).connect('stranger'));
    expect(facts).toMatchObject({
      installed: false,
      granted: false,
      prunedXid: null,
      canInstall: false,
      identity: { epoch: null },
      who: { dbRole: 'stranger', source: 'none' },
    });
    expect(facts.tables.get('lectern_person')?.privileges.select).toBe(false);
    expect(facts.tables.get('Course')?.privileges.select).toBe(false);
  });

  serverTest('an LMS that has never seen Lectern', async () => {
    const database = await server.database();
    await database.admin.query('DROP SCHEMA lectern CASCADE; DROP TABLE "Question"');
    const facts = await meetServer(await database.connect(lmsOwner));
    expect(facts).toMatchObject({
      installed: false,
      granted: true,
      identity: { epoch: null, logOid: null },
      canInstall: true,
    });
    expect(facts.tables.get('Course')).toMatchObject({ exists: true, trigger: 'missing' });
    expect(facts.tables.get('Question')).toMatchObject({ exists: false, columns: {} });
    expect(facts.tables.get('lectern_person')?.exists).toBe(false);
    await database.admin.query('REVOKE CREATE ON DATABASE ' + database.name + ' FROM lms_owner');
  });

  serverTest('triggers that are disabled, fire only at times, or are gone', async () => {
    const database = await server.database();
    await database.admin.query(`
      ALTER TABLE "Course" DISABLE TRIGGER ALL;
      ALTER TABLE "Chapter" ENABLE TRIGGER lectern_change_update;
      ALTER TABLE "Quiz" ENABLE REPLICA TRIGGER lectern_change_delete;
      DROP TRIGGER lectern_change_truncate ON "Question"`);
    const { tables } = await meetServer(await database.connect('teacher'));
    expect(tables.get('Course')?.trigger).toBe('disabled');
    expect(tables.get('Chapter')?.triggers).toEqual({
      insert: 'ok',
      update: 'disabled',
      delete: 'ok',
      truncate: 'ok',
    });
    expect(tables.get('Quiz')?.trigger).toBe('disabled');
    expect(tables.get('Question')).toMatchObject({
      trigger: 'missing',
      triggers: { insert: 'ok' },
    });
    expect(tables.get('Assignment')?.trigger).toBe('ok');
  });

  serverTest(
    'pg_control_system may be called by everybody; where not, it is left out',
    async () => {
      const database = await server.database();
      await database.admin.query(`
      REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_walfile_name(pg_lsn) FROM PUBLIC`);
      const { identity } = await meetServer(await database.connect('teacher'));
      expect(identity).toMatchObject({ systemIdentifier: null, timeline: null });
      expect(identity.epoch).not.toBeNull();
    },
  );

  serverTest('meeting a server takes a few milliseconds', async () => {
    const connection = await (await server.database()).connect('teacher');
    const times: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      const start = performance.now();
      await meetServer(connection);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const [best = 0] = times;
    console.log(
      `meeting a server: ${best.toFixed(1)} ms at best, ${times[15]?.toFixed(1)} ms usually`,
    );
    // The best of many: a busy machine makes the others say little.
    expect(best).toBeLessThan(10);
  });

  serverTest('all of it through PgBouncer in transaction mode', async (context) => {
    if (pgbouncerProgram === undefined) return context.skip(pgbouncerMissing);
    const database = await server.database();
    const bouncer = await startPgBouncer({ host: server.server.host, port: server.port });
    try {
      const opened = await connectPostgres(
        { ...database.settings('teacher'), port: bouncer.port },
        undefined,
      );
      if (!opened.ok) throw new Error(opened.error.message);
      const direct = await meetServer(await database.connect('teacher'));
      const through = await meetServer(opened.value);
      expect(opened.value.pooled).toBe(true);
      expect({ ...through, snapshotXmax: '' }).toEqual({ ...direct, snapshotXmax: '' });
      await opened.value.close();
    } finally {
      await bouncer.stop();
    }
  });
});
