import type { PgClient } from '../../connections/postgres-connection';
import { warning, type Preflight, type PreflightComplaint } from './complaint';

type Found = {
  readonly kind: 'view' | 'rule' | 'trigger' | 'publication';
  readonly name: string;
  readonly table: string;
  readonly calls: string | null;
};

/** What of somebody else's hangs on Course and Chapter, the two tables that get columns. */
export async function dependantComplaints(
  client: PgClient,
  applied: ReadonlySet<string>,
): Promise<Preflight> {
  const isDone =
    applied.has('011_enhance_course_table') && applied.has('012_enhance_chapter_table');
  const { rows } = await client.query<Found>(dependantsSql);
  // Once the columns are there, only who takes them away again must know of the views (down does).
  const complaints = isDone ? [] : rows.map(toComplaint);
  const { rows: events } = await client.query<{ name: string }>(
    `SELECT evtname AS "name" FROM pg_event_trigger WHERE evtenabled <> 'D' ORDER BY 1`,
  );
  const names = events.map((event) => event.name).join(', ');
  return {
    complaints,
    information:
      events.length === 0
        ? []
        : [`Event triggers run at every change of the schema, also at these: ${names}.`],
  };
}

function toComplaint({ kind, name, table, calls }: Found): PreflightComplaint {
  if (kind === 'view') {
    return warning(
      'dependent_views',
      name,
      `The view ${name} reads ${table}. New columns do not change it, also where it was made with SELECT *.`,
      `Nothing is to be done before up. If the view is to show the new columns, make it anew afterwards; then it must be dropped before a rollback of ${table}'s columns.`,
    );
  }
  if (kind === 'publication') {
    return warning(
      'replication',
      name,
      `The publication ${name} sends ${table} to another server, where the new columns are missing: copying would stop at the first changed row.`,
      `Add the columns there first (the SQL is shown by migrate plan for 011 and 012), then run up.`,
    );
  }
  const what = kind === 'trigger' ? `The trigger ${name}` : `The rule ${name}`;
  const does = calls === null ? '' : ` and calls ${calls}`;
  return warning(
    'triggers',
    `${table}.${name}`,
    `${what} is on ${table}${does}. If it copies whole rows (NEW.*) into another table, it fails once ${table} has more columns.`,
    `Look at what it does. Where it copies whole rows, name the columns, or give the other table the same ones.`,
  );
}

const dependantsSql = `
WITH ours AS (
  SELECT c.oid, c.relname FROM unnest(ARRAY['Course', 'Chapter']) AS w(name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(w.name))
)
SELECT DISTINCT 'view' AS "kind", CAST(v.oid::regclass AS text) AS "name", o.relname AS "table",
  CAST(NULL AS text) AS "calls"
FROM ours o
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = o.oid
  AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite r ON r.oid = d.objid
JOIN pg_class v ON v.oid = r.ev_class AND v.oid <> o.oid AND v.relkind IN ('v', 'm')
UNION ALL
SELECT 'rule', r.rulename, o.relname, NULL
FROM ours o JOIN pg_rewrite r ON r.ev_class = o.oid
UNION ALL
SELECT 'trigger', t.tgname, o.relname, CAST(t.tgfoid::regprocedure AS text)
FROM ours o JOIN pg_trigger t ON t.tgrelid = o.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
UNION ALL
SELECT 'publication', p.pubname, o.relname, NULL
FROM ours o
JOIN pg_class c ON c.oid = o.oid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_publication_tables p ON p.schemaname = n.nspname AND p.tablename = o.relname
ORDER BY 1, 2, 3`;
