import type { PgClient } from '../../connections/postgres-connection';
import { untouchedSchema } from '../untouched';
import { checkNamed, type Complaints } from '../verify-result';
import { newestEvent } from './history';
import type { SchemaObjects } from './schema-objects';
import { withoutEnd } from './run-statements';

/** Complaints of one statement: counted by the server, because there may be one for everybody. */
export type CountedComplaints = {
  readonly check: string;
  readonly complaints: number;
  readonly samples: readonly string[];
};

/** Runs a statement of a `verify` file; the server counts and hands over up to ten samples. */
export async function countComplaints(
  client: PgClient,
  statement: string,
): Promise<readonly CountedComplaints[]> {
  const { rows } = await client.query<{ check: string; complaints: number; samples: string[] }>(
    `WITH complaint AS MATERIALIZED (${withoutEnd(statement)}\n)
     SELECT k."check", k."complaints",
       ARRAY(SELECT c."object" || ': ' || c."detail" FROM complaint c
             WHERE c."check" = k."check" LIMIT 10) AS "samples"
     FROM (SELECT "check", count(*) AS "complaints" FROM complaint GROUP BY "check") k`,
  );
  return rows;
}

/** Tables of the plan that hold user ids, and where a user id counts as known. */
const tablesWithUsers = [
  'UserXP',
  'XPTransaction',
  'UserAchievement',
  'UserStreak',
  'QuizAttempt',
  'AssignmentSubmission',
  'Certificate',
];
const knownUsers: readonly (readonly [table: string, column: string])[] = [
  ['UserProgress', 'userId'],
  ['Purchase', 'userId'],
  ['StripeCustomer', 'userid'],
  ['Course', 'createdById'],
  ['lectern.person', 'user_id'],
];

/** User ids that no other table knows: there is no user table to refer to. */
export async function checkOrphanUsers(
  client: PgClient,
  found: SchemaObjects,
  complaints: Complaints,
): Promise<void> {
  const known = knownUsers.flatMap(([table, wanted]) => {
    const column = found.columns.find(
      (one) => one.table === table && one.name.toLowerCase() === wanted.toLowerCase(),
    );
    return column ? [`SELECT "${column.name}" FROM ${tableSql(table)}`] : [];
  });
  const present = tablesWithUsers.filter((table) => found.tables.includes(table));
  if (known.length === 0 || present.length === 0) return;
  const unknown = present.map(
    (table) => `SELECT '${table}' AS "table", t."userId" FROM "${table}" t GROUP BY t."userId"`,
  );
  addCounted(
    complaints,
    await countComplaints(
      client,
      `SELECT 'no_orphan_user' AS "check", u."table" AS "object",
         'learner ' || u."userId" || ' is unknown elsewhere' AS "detail"
       FROM (${unknown.join(' UNION ALL ')}) u
       WHERE u."userId" NOT IN (SELECT "id" FROM (${known.join(' UNION ')}) k("id")
                                WHERE "id" IS NOT NULL)`,
    ),
  );
}

/** A table's name as SQL: those of Lectern's own schema are written plain. */
export function tableSql(table: string): string {
  return table.startsWith('lectern.') ? table : `"${table}"`;
}

/** Adds what the server has counted under the names of the checks. */
export function addCounted(complaints: Complaints, counted: readonly CountedComplaints[]): void {
  for (const { check, complaints: count, samples } of counted) {
    complaints.addMany(checkNamed(check), Number(count), samples);
  }
}

type KeyRow = {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
  readonly on: string;
  readonly any: string;
};

/**
 * Rows whose foreign key points nowhere: possible where a key was off or NOT VALID for a time.
 * `tables`: those of the LMS and of the plan; Lectern's own are always looked at.
 */
export async function checkForeignKeys(
  client: PgClient,
  tables: readonly string[],
  complaints: Complaints,
): Promise<void> {
  const { rows: keys } = await client.query<KeyRow>(foreignKeysSql, [tables]);
  for (const { name, child, parent, on, any } of keys) {
    const counted = await countComplaints(
      client,
      `SELECT 'foreign_keys_valid' AS "check", '${child.replaceAll("'", "''")}' AS "object",
         'row ' || coalesce(to_jsonb(c) ->> 'id', c.ctid::text) || ' refers to no row of '
           || '${parent.replaceAll("'", "''")} (${name.replaceAll("'", "''")})' AS "detail"
       FROM ${child} c WHERE ${any} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${on})`,
    );
    addCounted(complaints, counted);
  }
}

/** The foreign keys, each as the conditions of an anti-join. */
const foreignKeysSql = `
SELECT k.conname AS "name", k.conrelid::regclass::text AS "child",
  k.confrelid::regclass::text AS "parent",
  string_agg('p.' || quote_ident(f.attname) || ' = c.' || quote_ident(a.attname), ' AND ') AS "on",
  string_agg('c.' || quote_ident(a.attname) || ' IS NOT NULL', ' AND ') AS "any"
FROM pg_constraint k
JOIN pg_class t ON t.oid = k.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) u(child, parent)
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.child
JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = u.parent
WHERE k.contype = 'f' AND k.conparentid = 0
  AND (n.nspname = 'lectern' OR (pg_table_is_visible(t.oid) AND t.relname = ANY ($1)))
GROUP BY k.oid, k.conname, k.conrelid, k.confrelid
ORDER BY k.conname`;

/** Repeats what the last `up` found when it compared the LMS's rows before and after. */
export async function checkUntouched(
  client: PgClient,
  isKnown: boolean,
  complaints: Complaints,
): Promise<void> {
  const stored = untouchedSchema.safeParse(
    isKnown ? await newestEvent(client, 'untouched') : undefined,
  );
  if (!stored.success) {
    const text = 'No run has compared yet: no step was applied to a database with rows.';
    complaints.inform('existing_tables_untouched', text);
    return;
  }
  if (!stored.data.ok) {
    for (const sample of stored.data.samples) complaints.add('existing_tables_untouched', sample);
    return;
  }
  const rows = Object.values(stored.data.rows).reduce((sum, count) => sum + count, 0);
  complaints.inform('existing_tables_untouched', `${rows} rows compared by the last run.`);
}
