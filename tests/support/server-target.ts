import type { Client } from 'pg';
import { afterEach } from 'vitest';
import type { PostgresConnection } from '../../src/main/engine/connections/postgres-connection';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import {
  createPostgresTarget,
  type PostgresTargetOptions,
} from '../../src/main/engine/migrate/postgres/postgres-target';
import type { MigrationTarget } from '../../src/main/engine/migrate/target';
import { connectTo, settingsFor } from './lms-on-postgres';
import { migrationsFolder } from './migration-target';
import { seededRandom } from './random';
import type { TestDatabase } from './postgres';

export type ServerTarget = {
  readonly target: MigrationTarget;
  readonly connection: PostgresConnection;
  /** What the runner said on its way. */
  readonly notes: readonly string[];
};

const opened: PostgresConnection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
});

/** The runner's view of a test database, over a connection of its own that is closed after the test. */
export async function targetOn(
  database: TestDatabase,
  options: Partial<PostgresTargetOptions> & {
    readonly folder?: string;
    readonly user?: string;
  } = {},
): Promise<ServerTarget> {
  const { folder = migrationsFolder, user, ...rest } = options;
  const connection = await connectTo(settingsFor(database, user));
  opened.push(connection);
  const notes: string[] = [];
  const target = createPostgresTarget(connection, loadSteps(folder, 'postgres'), {
    now: () => Date.now(),
    chance: seededRandom(7),
    note: (text) => notes.push(text),
    ...rest,
  });
  return { target, connection, notes };
}

/** Standing of every learner in the order of SQLite. */
export async function serverStandings(client: Client): Promise<readonly unknown[]> {
  const answer = await client.query(
    `SELECT "userId", "totalXP", "level", "currentLevelXP" FROM "UserXP"
     ORDER BY "userId" COLLATE "C"`,
  );
  return answer.rows;
}

/** The ledger as both engines write it. */
export async function serverLedger(client: Client): Promise<readonly unknown[]> {
  const answer = await client.query(
    `SELECT "id", "userId", "amount", "sourceType", "sourceId",
       to_char("createdAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
     FROM "XPTransaction" ORDER BY "id" COLLATE "C"`,
  );
  return answer.rows;
}

/** Every row of every table but the runner's own, in an order that does not depend on writing. */
export async function serverRows(
  client: Client,
  isWanted: (table: string) => boolean = () => true,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await client.query<{ name: string; sql: string }>(
    `SELECT n.nspname || '.' || c.relname AS "name", c.oid::regclass::text AS "sql"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'lectern') AND c.relname NOT LIKE 'migration_%'
     ORDER BY 1`,
  );
  const all: Record<string, readonly string[]> = {};
  for (const { name, sql } of tables.rows.filter((table) => isWanted(table.name))) {
    const answer = await client.query<{ row: string }>(`SELECT t::text AS "row" FROM ${sql} t`);
    all[name] = answer.rows.map(({ row }) => row).sort();
  }
  return all;
}

/** Everything the catalogue says about the LMS's schema, and Lectern's without its bookkeeping. */
export async function serverSchema(client: Client): Promise<readonly string[]> {
  const answer = await client.query<{ line: string }>(`
    WITH r AS (
      SELECT c.oid, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm') AND n.nspname IN ('public', 'lectern') AND c.relname NOT LIKE 'migration_%'
    )
    SELECT 'column ' || r.name || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM r JOIN pg_index i ON i.indrelid = r.oid
    UNION ALL
    SELECT 'constraint ' || r.name || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    FROM r JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype <> 'n'
    ORDER BY 1`);
  return answer.rows.map((row) => row.line);
}

/** Names of the checks that complain. */
export async function complainingChecks(target: MigrationTarget): Promise<readonly string[]> {
  return (await target.verify()).filter((check) => !check.ok).map((check) => check.name);
}
