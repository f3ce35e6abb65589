import type { FieldConflict } from '../../../../shared/domain/sync/merge';
import type { PgClient } from '../../connections/postgres-connection';
import type { OutboxDetail, OutboxRow } from '../local/outbox-repository';
import { serverName } from '../tables';
import type { SyncTable } from '../sync-table';

/** What the server keeps of a delivery, so that a second one of the same changes nothing. */
export type StoredResult =
  | { readonly outcome: 'applied' }
  | {
      readonly outcome: 'conflict';
      readonly detail: OutboxDetail & { readonly fields: readonly FieldConflict[] };
    };

export type Recorded = { readonly result: StoredResult; readonly xid: string };

/**
 * Writes deliveries down; whoever delivers the same at this moment is waited for. Returns the
 * transaction that did it, or undefined when some of them had been delivered before.
 */
export async function recordDeliveries(
  client: PgClient,
  clientId: string,
  results: readonly { readonly pushId: string; readonly result: StoredResult }[],
): Promise<string | undefined> {
  const { rows } = await client.query<{ readonly xid: string }>(
    `INSERT INTO lectern.sync_op (push_id, client_id, result)
     SELECT r.push_id, $2, r.result FROM json_to_recordset($1::json) AS r(push_id text, result jsonb)
     ON CONFLICT (push_id) DO NOTHING RETURNING xid::text AS xid`,
    [asJson(results.map(({ pushId, result }) => ({ push_id: pushId, result }))), clientId],
  );
  return rows.length === results.length ? rows[0]?.xid : undefined;
}

/**
 * What the server knows of deliveries that were made before. One that it did not do itself (its data
 * came from a server that had counted further) has the number 0: any snapshot here holds it.
 */
export async function findDeliveries(
  client: PgClient,
  pushIds: readonly string[],
): Promise<ReadonlyMap<string, Recorded>> {
  const { rows } = await client.query<{
    readonly push_id: string;
    readonly result: StoredResult | null;
    readonly xid: string;
  }>(
    `SELECT push_id, result,
        CASE WHEN xid < pg_snapshot_xmax(pg_current_snapshot()) THEN xid::text ELSE '0' END AS xid
       FROM lectern.sync_op WHERE push_id = ANY($1::text[])`,
    [pushIds],
  );
  return new Map(
    rows.map(({ push_id: id, result, xid }) => [
      id,
      { result: result ?? { outcome: 'applied' }, xid },
    ]),
  );
}

/** Who says so. */
export type Author = {
  readonly clientId: string;
  readonly userId: string | null;
  readonly who: string;
};

/** Shows conflicts of one table's rows to everybody who works on their courses. */
export async function recordConflicts(
  client: PgClient,
  table: SyncTable,
  conflicts: readonly { readonly op: OutboxRow; readonly fields: readonly FieldConflict[] }[],
  { clientId, userId, who }: Author,
): Promise<void> {
  const scope = table.course
    ? `(SELECT ${table.course}::text FROM ${serverName(table.name)} t WHERE t."${table.key}"::text = r.row_key)`
    : 'NULL';
  await client.query(
    `INSERT INTO lectern.sync_conflict (id, table_name, row_key, scope, client_id, user_id, who, fields, at)
     SELECT r.id, $2, r.row_key, ${scope}, $3, $4, $5, r.fields, now()
       FROM json_to_recordset($1::json) AS r(id text, row_key text, fields jsonb)
     ON CONFLICT (id) DO NOTHING`,
    [
      asJson(conflicts.map(({ op, fields }) => ({ id: op.pushId, row_key: op.key, fields }))),
      table.name,
      clientId,
      userId,
      who,
    ],
  );
}

/**
 * JSON that JSONB takes: it knows no NUL and no half of a character, and what one text holds must not
 * keep the book from being written. What is delivered itself is judged by the server as it is.
 */
function asJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'string' ? part.replace(/\p{Cs}/gu, '\uFFFD').replaceAll('\0', '\uFFFD') : part,
  );
}
