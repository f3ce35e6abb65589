import type { PgClient } from '../../connections/postgres-connection';
import type { Step } from '../step';
import { noObjects, type StepObjects } from './schema-objects';

type Found = { readonly kind: string; readonly name: string; readonly on: string };

/**
 * Objects of others that stand in the way of reverting these steps, each as a sentence: views on a
 * table or column that would go, and foreign keys from tables that stay. Nothing is dropped with
 * CASCADE, so that they are found before anything changes.
 */
export async function findDependants(
  client: PgClient,
  objects: StepObjects,
  steps: readonly Step[],
): Promise<readonly string[]> {
  const added = steps.map((step) => objects[step.name] ?? noObjects);
  const tables = added.flatMap((one) => one.tables);
  const columns = added.flatMap((one) =>
    one.columns.filter((column) => !one.tables.includes(column.table)),
  );
  const { rows } = await client.query<Found>(dependantsSql, [
    tables,
    columns.map((column) => column.table),
    columns.map((column) => column.name),
  ]);
  return rows.map(({ kind, name, on }) => `${kind} ${name} (on ${on})`);
}

/** $1: tables that go; $2, $3: columns that go, side by side. */
const dependantsSql = `
WITH gone AS (
  SELECT c.oid, 0 AS attnum, t.name AS label
  FROM unnest($1::text[]) t(name)
  JOIN pg_class c ON c.oid = to_regclass(
    CASE WHEN t.name LIKE 'lectern.%' THEN t.name ELSE quote_ident(t.name) END)
  UNION ALL
  SELECT a.attrelid, a.attnum, u.tab || '.' || u.col
  FROM unnest($2::text[], $3::text[]) u(tab, col)
  JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(u.tab)) AND a.attname = u.col
    AND NOT a.attisdropped
)
SELECT DISTINCT CASE v.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS "kind",
  v.oid::regclass::text AS "name", g.label AS "on"
FROM gone g
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = g.oid
  AND (g.attnum = 0 OR d.refobjsubid = g.attnum)
JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
JOIN pg_class v ON v.oid = r.ev_class AND v.oid <> g.oid AND v.relkind IN ('v', 'm')
UNION
SELECT 'foreign key', k.conname || ' of ' || k.conrelid::regclass::text, g.label
FROM gone g
JOIN pg_constraint k ON k.contype = 'f' AND k.confrelid = g.oid
  AND (g.attnum = 0 OR g.attnum = ANY (k.confkey))
WHERE k.conrelid NOT IN (SELECT oid FROM gone WHERE attnum = 0)
UNION
SELECT 'function', p.oid::regprocedure::text, g.label
FROM gone g
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = g.oid
  AND (g.attnum = 0 OR d.refobjsubid = g.attnum) AND d.classid = 'pg_proc'::regclass
JOIN pg_proc p ON p.oid = d.objid
ORDER BY 1, 2, 3`;
