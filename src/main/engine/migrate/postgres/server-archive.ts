import { toInstant } from '../../../../shared/kernel/clock';
import type { PgClient } from '../../connections/postgres-connection';
import { writeArchive, type ArchivePart } from '../backup/postgres-archive';
import { restoreArchive } from '../backup/postgres-restore';
import type { LossCounts } from '../loss';
import type { RunnerStamp, Step } from '../step';
import { recordEvent } from './history';
import { lossPartsOf } from './loss';
import { readSchemaObjects } from './schema-objects';
import type { ServerSession } from './session';

/** Writes what reverting these steps would lose to a file, all of one moment. */
export async function archiveSteps(
  session: ServerSession,
  file: string,
  steps: readonly Step[],
  stamp: RunnerStamp,
  lost: LossCounts,
): Promise<void> {
  const { connection, objects } = session;
  const about = {
    kind: 'rollback',
    server: connection.serverVersion,
    at: toInstant(stamp.now()),
    who: stamp.who,
    lecternVersion: stamp.version,
    steps: steps.map((step) => step.name),
    epochMs: stamp.now(),
  } as const;
  await connection.transaction(
    async (client) => {
      const losses = lossPartsOf(objects, await readSchemaObjects(client), steps);
      const parts: ArchivePart[] = [];
      for (const { object, table, column, where } of losses) {
        parts.push({ object, ...(await placeOf(client, table)), column, where });
      }
      return writeArchive(client, file, about, parts);
    },
    { isolation: 'repeatable read', statementTimeoutMs: 0 },
  );
  await connection.transaction((client) =>
    recordEvent(client, stamp, { kind: 'archive', step: null, detail: { file, lost } }),
  );
}

/** The schema of the LMS's tables is whatever the search path of the role leads to. */
async function placeOf(
  client: PgClient,
  table: string,
): Promise<{ readonly schema: string; readonly table: string }> {
  if (table.startsWith('lectern.')) return { schema: 'lectern', table: table.slice(8) };
  const { rows } = await client.query<{ schema: string }>(
    `SELECT n.nspname AS "schema" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = to_regclass(quote_ident($1))`,
    [table],
  );
  return { schema: rows[0]?.schema ?? 'public', table };
}

/** Puts back what an archive holds, in one transaction; returns rows and values that came back. */
export async function restoreSteps(
  session: ServerSession,
  file: string,
  stamp: RunnerStamp,
): Promise<LossCounts> {
  return session.connection.transaction(
    async (client) => {
      const restored = await restoreArchive(client, file);
      await recordEvent(client, stamp, { kind: 'restore', step: null, detail: { file, restored } });
      return restored;
    },
    { statementTimeoutMs: 0 },
  );
}
