import { endOpen, type RealWorld } from './real-world';

/** Tables of the LMS and of sync; what Lectern keeps of its migrations is no data. */
const tables = `
  SELECT format('%I.%I', schemaname, tablename) AS live, format('%I', schemaname || '_' || tablename) AS kept
    FROM pg_tables
   WHERE schemaname IN ('public', 'lectern') AND tablename NOT LIKE 'migration%'`;

/** A dump of the whole database, kept beside it; the model keeps the newest three, and so do we. */
export async function backUp({ database, server, backups }: RealWorld): Promise<void> {
  const name = `backup_${backups.made}`;
  backups.made += 1;
  backups.names.push(name);
  if (backups.names.length > 3) backups.names.shift();
  server.backUp();
  await database.admin.query(`
    CREATE SCHEMA ${name};
    DO $$ DECLARE t RECORD; BEGIN
      FOR t IN ${tables} LOOP
        EXECUTE format('CREATE TABLE ${name}.%s AS TABLE %s', t.kept, t.live);
      END LOOP;
    END $$`);
}

/**
 * Puts a dump back into the same cluster: rows, log and books are those of then, transactions count
 * on, and the epoch is another, as the manual says of a restore.
 */
export async function restore(world: RealWorld, pick: number): Promise<void> {
  const { database, server, backups, open } = world;
  const name = backups.names[pick % Math.max(1, backups.names.length)];
  if (name === undefined) return;
  for (const one of [...open]) await endOpen(world, one, false);
  const { nextXid, lastCompleted } = server.disk;
  server.restore(pick, true);
  Object.assign(server.disk, { nextXid, lastCompleted });
  // The triggers of sync fire all the same, so that the log comes last.
  await database.admin.query(`
    BEGIN;
    SET LOCAL session_replication_role = replica;
    DO $$ DECLARE t RECORD; BEGIN
      FOR t IN SELECT * FROM (${tables}) t ORDER BY live = 'lectern.change_log' LOOP
        EXECUTE format('DELETE FROM %s', t.live);
        EXECUTE format('INSERT INTO %s SELECT * FROM ${name}.%s', t.live, t.kept);
      END LOOP;
    END $$;
    UPDATE lectern.sync_meta SET epoch = gen_random_uuid();
    COMMIT`);
}
