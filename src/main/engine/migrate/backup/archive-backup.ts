import { rm } from 'node:fs/promises';
import { toInstant } from '../../../../shared/kernel/clock';
import { fail } from '../../../../shared/kernel/errors';
import type { PgClient, PostgresConnection } from '../../connections/postgres-connection';
import { errorParts } from '../../connections/postgres-errors';
import { quoted } from '../sqlite-catalogue';
import { appliedSteps } from './applied-steps';
import type { ArchivedTable } from './archive-manifest';
import { atOneMoment, checkCancelled, type BackupTask, type ProvenBackup } from './backup-task';
import { copyIn, portableText } from './copy-stream';
import { hashFile } from './hash-file';
import { findLmsRelations, planTables } from './lms-relations';
import { checkArchive, writeArchive, type CheckedArchive } from './postgres-archive';
import { restoreScript } from './restore-script';
import { mayCreateDatabases, withScratchDatabase } from './scratch-database';
import { defineTables } from './table-definitions';
import {
  firstDifference,
  objectName,
  printTable,
  printTables,
  sqlName,
  type TablePrint,
  type TablePrints,
} from './table-prints';

/**
 * Backs up the LMS's tables, the plan's and Lectern's own into an archive of ours, and proves it as
 * well as the role's rights allow. `why` says why `pg_dump` was not used. Fails with `corrupt` when
 * the copy is not what was copied; no file stays then.
 */
export async function archiveBackup(task: BackupTask, why: string): Promise<ProvenBackup> {
  const { file, report } = task;
  report('copying the tables of the LMS');
  const written = await atOneMoment(task, (client) => copyTables(task, client));
  try {
    checkCancelled(task.signal);
    report('restoring what was copied');
    const archive = await checkArchive(file);
    const wanted = printsOf(archive.manifest.tables);
    const { found, how } = await proveArchive(task, archive);
    const difference = firstDifference(wanted, found);
    if (difference !== undefined) {
      fail(
        'corrupt',
        `The backup was restored and is not what was backed up: ${difference}. It was not kept. Nothing of the database was changed. Try again.`,
        { difference },
      );
    }
    const tables = `${archive.manifest.tables.length} tables of the LMS and of Lectern`;
    const proof = `An archive of Lectern's own with ${tables} (${why}). ${how}; rows and checksums are equal.`;
    const { steps } = written.manifest;
    const print = await hashFile(file);
    return { file, ...print, method: 'archive', proof, prints: wanted, steps };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Copies the LMS's tables of one moment into an archive; the caller holds the moment. */
export async function copyTables(task: BackupTask, client: PgClient) {
  const { stamp, file, migrationsFolder, connection } = task;
  const { home, relations } = await findLmsRelations(client, planTables(migrationsFolder));
  const prints = await printTables(client, relations, home);
  const steps = await appliedSteps(client);
  const definitions = await defineTables(client, relations);
  const parts = relations.map((relation) => {
    const object = objectName(relation, home);
    const { checksum, definition } = prints[object] ?? {};
    return { ...relation, object, column: null, where: 'true', checksum, definition };
  });
  const epochMs = stamp.now();
  const about = {
    kind: 'backup' as const,
    server: connection.serverVersion,
    at: toInstant(epochMs),
    who: stamp.who,
    lecternVersion: stamp.version,
    steps: [...steps],
    epochMs,
  };
  return writeArchive(client, file, about, parts, [
    { name: 'tables.sql', text: definitions.tables },
    { name: 'constraints.sql', text: definitions.constraints },
    { name: 'restore.sql', text: restoreScript },
  ]);
}

function printsOf(tables: readonly ArchivedTable[]): TablePrints {
  return Object.fromEntries(
    tables.map(({ object, rows, checksum, definition }): [string, TablePrint] => [
      object,
      { rows, checksum: checksum ?? '', definition: definition ?? undefined },
    ]),
  );
}

type Proof = { readonly found: TablePrints; readonly how: string };

/** What the archive holds, found by restoring it, and in which way. */
export async function proveArchive(
  task: Omit<BackupTask, 'file' | 'stamp'>,
  archive: CheckedArchive,
): Promise<Proof> {
  const { connection, password, random } = task;
  if (await connection.withClient(mayCreateDatabases)) {
    const found = await withScratchDatabase(connection, password, random, (scratch) =>
      loadAll(scratch, archive),
    );
    return { found, how: 'Restored into a scratch database' };
  }
  const remedy =
    'the role may not create databases (ALTER ROLE … CREATEDB would let Lectern restore the whole of it)';
  try {
    const found = await loadTemporary(connection, archive);
    return { found, how: `Restored into temporary tables, because ${remedy}` };
  } catch (error) {
    // 42501: no right to temporary tables either; 25006: the server or the role is read-only.
    if (!['42501', '25006'].includes(errorParts(error).code)) throw error;
    // `checkArchive` has read every row and compared it with what was written.
    const found = printsOf(archive.manifest.tables);
    return { found, how: `Read again from the disk, because ${remedy} or temporary tables` };
  }
}

const noRows: TablePrint = { rows: 0, checksum: '' };

/** Brings an archive into an empty database; returns what is there then. */
export function loadAll(
  scratch: PostgresConnection,
  archive: CheckedArchive,
): Promise<TablePrints> {
  return scratch.transaction(async (client) => {
    await client.query(portableText);
    await client.query(await archive.zip.readText('tables.sql'));
    for (const table of archive.manifest.tables) {
      await copyIn(client, target(sqlName(table), table), archive.zip.read(table.file));
    }
    await client.query(await archive.zip.readText('constraints.sql'));
    const { tables } = archive.manifest;
    const found = await printTables(client, tables, '');
    return Object.fromEntries(
      tables.map((table) => [table.object, found[objectName(table, '')] ?? noRows]),
    );
  });
}

function loadTemporary(
  connection: PostgresConnection,
  archive: CheckedArchive,
): Promise<TablePrints> {
  return connection.transaction(async (client) => {
    await client.query(portableText);
    const prints: Record<string, TablePrint> = {};
    for (const table of archive.manifest.tables) {
      await client.query(
        `CREATE TEMP TABLE lectern_proof (LIKE ${sqlName(table)} INCLUDING GENERATED) ON COMMIT DROP`,
      );
      const place = 'pg_temp.lectern_proof';
      await copyIn(client, target(place, table), archive.zip.read(table.file));
      prints[table.object] = await printTable(client, place);
      await client.query(`DROP TABLE ${place}`);
    }
    return prints;
  });
}

function target(name: string, table: ArchivedTable): string {
  return `${name} (${table.columns.map(quoted).join(', ')})`;
}
