import type { Fields } from '../../../../shared/domain/sync/values';
import type { PgClient } from '../../connections/postgres-connection';
import type { OutboxDetail, OutboxRow } from '../local/outbox-repository';
import { judge, type ServerComplaint } from '../sqlstate';
import type { SyncTable } from '../sync-table';
import { findSyncTable, serverName } from '../tables';
import { keyList, type ServerColumns } from './convert';
import { differences } from './decide';
import type { Delivery } from './deliver';
import type { Scene } from './scene';
import { readServerRows } from './server-rows';

/**
 * What is to become of an operation that the server refused, with what a person needs to decide
 * about it: the row that is in the way, the rows that are missing.
 */
export async function examine(
  client: PgClient,
  scene: Scene,
  op: OutboxRow,
  complaint: ServerComplaint,
): Promise<Delivery> {
  const { code, message, constraint } = complaint;
  const said: OutboxDetail = { sqlstate: code, message, constraint };
  const verdict = judge(code);
  if (verdict.kind !== 'park') return { op, outcome: 'tried', detail: said };
  const { reason } = verdict;
  const table = findSyncTable(op.table);
  const columns = scene.columnsOf(op.table) ?? {};
  if (reason === 'update_needed')
    return parked(op, reason, { ...said, columns: Object.keys(columns).sort() });
  if (!table || (reason !== 'duplicate' && reason !== 'missing_reference'))
    return parked(op, reason, said);
  const more = await besides(client, () =>
    reason === 'duplicate'
      ? inTheWay(client, table, columns, op, constraint)
      : missingParents(client, scene, table, op),
  );
  return parked(op, reason, { ...said, ...more });
}

function parked(
  op: OutboxRow,
  reason: Extract<Delivery, { readonly outcome: 'parked' }>['reason'],
  detail: OutboxDetail,
): Delivery {
  return { op, outcome: 'parked', reason, detail };
}

/** Looks without harm: what the login may not see is not known, and the transaction goes on. */
async function besides(client: PgClient, look: () => Promise<OutboxDetail>): Promise<OutboxDetail> {
  await client.query('SAVEPOINT look');
  try {
    const seen = await look();
    await client.query('RELEASE SAVEPOINT look');
    return seen;
  } catch {
    // A lost connection fails here once more, and then goes its way.
    await client.query('ROLLBACK TO SAVEPOINT look; RELEASE SAVEPOINT look');
    return {};
  }
}

/** The row that has what must be unique, with the fields in which it is another. */
async function inTheWay(
  client: PgClient,
  table: SyncTable,
  columns: ServerColumns,
  op: OutboxRow,
  constraint: string | null,
): Promise<OutboxDetail> {
  const unique = constraint === null ? [] : await columnsOfIndex(client, table, constraint);
  const values = unique.map((name) => op.fields[name] ?? op.base?.[name] ?? null);
  if (unique.length === 0 || values.includes(null)) return {};
  const where = unique.map((name, at) => `t."${name}"::text = $${at + 1}`).join(' AND ');
  const { rows } = await client.query<{ readonly key: string }>(
    `SELECT t."${table.key}"::text AS key FROM ${serverName(table.name)} t WHERE ${where} LIMIT 1`,
    values.map(String),
  );
  const [found] = rows;
  if (!found) return {};
  const read = await readServerRows(client, { table, columns, keys: [found.key], lock: false });
  const theirs = read.get(found.key);
  if (!theirs) return {};
  const { [table.key]: _key, ...mine } = op.fields;
  const fields = differences(table, columns, { base: {}, mine, theirs });
  return { theirKey: found.key, theirs, fields };
}

async function columnsOfIndex(
  client: PgClient,
  table: SyncTable,
  index: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT a.attname AS name FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
      WHERE i.indrelid = $1::regclass AND c.relname = $2 ORDER BY a.attnum`,
    [serverName(table.name), index],
  );
  return rows.map(({ name }) => name);
}

/** The rows that the operation refers to and that the server has not. */
async function missingParents(
  client: PgClient,
  scene: Scene,
  table: SyncTable,
  op: OutboxRow,
): Promise<OutboxDetail> {
  const missing: { table: string; key: string; row: Fields | null }[] = [];
  for (const { column, table: name } of table.parents) {
    const key = op.fields[column] ?? null;
    const parent = findSyncTable(name);
    const columns = scene.columnsOf(name);
    if (key === null || !parent || !columns) continue;
    const { rows } = await client.query(
      `SELECT 1 FROM ${serverName(name)} t WHERE t."${parent.key}" = ANY(${keyList(columns, parent.key, 1)})`,
      [[String(key)]],
    );
    // What is known of it here is added when the outcome is stored.
    if (rows.length === 0) missing.push({ table: name, key: String(key), row: null });
  }
  return { missing };
}
