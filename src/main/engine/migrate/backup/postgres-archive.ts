import { existsSync } from 'node:fs';
import { fail } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { quoted } from '../sqlite-catalogue';
import {
  archiveManifest,
  manifestName,
  type ArchiveAbout,
  type ArchivedTable,
  type ArchiveManifest,
} from './archive-manifest';
import { copyOut, measuring, portableText } from './copy-stream';
import { sqlName, type Relation } from './table-prints';
import { openZip, type OpenZip } from './zip-reader';
import { ZipWriter } from './zip-writer';

/** Which rows of a table, or which values of one of its columns, go into an archive. */
export type ArchivePart = Relation & {
  /** `Quiz`, or `Course.xpReward`. */
  readonly object: string;
  readonly column: string | null;
  /** SQL condition that picks them; `true` for all. */
  readonly where: string;
  readonly checksum?: string | undefined;
  readonly definition?: string | undefined;
};

/** A text beside the tables, such as the SQL that makes them. */
export type ArchiveText = {
  readonly name: string;
  readonly text: string | ((tables: readonly ArchivedTable[]) => string);
};

export type WrittenArchive = {
  readonly manifest: ArchiveManifest;
  readonly bytes: number;
  readonly sha256: string;
};

/**
 * Writes parts of a database to an archive, streaming. To be called inside a transaction (best
 * REPEATABLE READ) so that all parts are of one moment. Fails with `bad_input` when the file is
 * there already or cannot be written, with `disk_full`; no half-written file stays.
 */
export async function writeArchive(
  client: PgClient,
  file: string,
  about: ArchiveAbout & { readonly epochMs: number },
  parts: readonly ArchivePart[],
  texts: readonly ArchiveText[] = [],
): Promise<WrittenArchive> {
  if (existsSync(file)) {
    fail(
      'bad_input',
      `${file} exists already and may hold an older archive or backup. Nothing was changed. Name another file.`,
      { file },
    );
  }
  const { epochMs, ...said } = about;
  const zip = await ZipWriter.create(file, epochMs);
  try {
    await client.query(portableText);
    const tables: ArchivedTable[] = [];
    for (const part of parts) tables.push(await writePart(client, zip, part));
    for (const { name, text } of texts) {
      await zip.add(name, typeof text === 'string' ? text : text(tables));
    }
    const manifest: ArchiveManifest = {
      format: 'lectern-archive',
      version: 2,
      engine: 'postgres',
      ...said,
      tables,
    };
    await zip.add(manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
    return { manifest, ...(await zip.finish()) };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

async function writePart(
  client: PgClient,
  zip: ZipWriter,
  part: ArchivePart,
): Promise<ArchivedTable> {
  const columns = part.column === null ? await columnsOf(client, part) : ['id', part.column];
  const list = columns.map(quoted).join(', ');
  const query = `SELECT ${list} FROM ${sqlName(part)} WHERE ${part.where}`;
  const { stream, measured } = measuring(copyOut(client, query));
  const { schema, table, object, column, checksum = null, definition = null } = part;
  const file = `data/${entryName(part)}.copy`;
  await zip.add(file, stream);
  return { object, schema, table, column, columns, ...measured(), checksum, definition, file };
}

/** Names of tables may hold anything; names of files had better not. */
function entryName({ schema, table, column }: ArchivePart): string {
  const parts = [schema, table, ...(column === null ? [] : [column])];
  return parts.map((part) => encodeURIComponent(part)).join('.');
}

/** Columns that hold values of their own, in the table's order. */
async function columnsOf(client: PgClient, { schema, table }: Relation): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY a.attnum`,
    [schema, table],
  );
  return rows.map((row) => row.name);
}

/** An archive that has been proved to be whole. */
export type CheckedArchive = { readonly manifest: ArchiveManifest; readonly zip: OpenZip };

/**
 * Proves that an archive is whole before anything is taken from it: checksum of the file, then
 * rows and checksum of every table in it. Fails with `not_found` or `bad_input`.
 */
export async function checkArchive(file: string): Promise<CheckedArchive> {
  const zip = await openZip(file);
  const manifest = archiveManifest.safeParse(parsed(await zip.readText(manifestName))).data;
  if (!manifest) return broken(file, 'has a manifest that this Lectern does not know');
  for (const table of manifest.tables) await checkTable(file, zip, table);
  return { manifest, zip };
}

async function checkTable(file: string, zip: OpenZip, table: ArchivedTable): Promise<void> {
  const { stream, measured } = measuring(zip.read(table.file));
  for await (const _chunk of stream); // measured on the way
  const { rows, sha256 } = measured();
  if (rows !== table.rows || sha256 !== table.sha256) {
    broken(file, `does not hold what its manifest says of ${table.object}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Judged by the caller, who knows the file.
    return undefined;
  }
}

function broken(file: string, why: string): never {
  return fail('bad_input', `${file} ${why}. Nothing was changed.`, { file });
}
