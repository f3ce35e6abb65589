import type { PgClient } from '../../connections/postgres-connection';
import { fail } from '../../../../shared/kernel/errors';
import { lmsTables } from '../lms-tables';
import { loadSteps } from '../load-steps';
import { stepEffects } from '../sqlite-catalogue';
import type { Relation } from './table-prints';

/** The tables that Lectern is about, where this database has them. */
export type LmsRelations = {
  /** The schema of the LMS's tables, such as `public`. */
  readonly home: string;
  readonly relations: readonly Relation[];
};

/** Names of the tables that the LMS has or that the plan gives it; the same on every engine. */
export function planTables(migrationsFolder: string): readonly string[] {
  const set = loadSteps(migrationsFolder, 'sqlite');
  const plan = { ...set, steps: set.steps.filter((step) => step.group === 'plan') };
  const made = [...stepEffects(plan).values()].flatMap((effect) => effect.tables);
  const lms = lmsTables.map((table) => table.name);
  return [...new Set([...lms, ...made.filter((name) => !name.startsWith('lectern_'))])];
}

/**
 * Finds the LMS's tables, the plan's, and all of the schema `lectern`. Fails with `refused` when
 * the database is none of the LMS.
 */
export async function findLmsRelations(
  client: PgClient,
  names: readonly string[],
): Promise<LmsRelations> {
  const home = await homeSchema(client);
  if (home === undefined) {
    return fail(
      'refused',
      'This database has no table "Course" that the role can see, so it is no LMS database. Nothing was changed. Check the name of the database and the search_path of the role.',
    );
  }
  const { rows } = await client.query<Relation>(
    `SELECT n.nspname AS schema, c.relname AS "table"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND ((n.nspname = $1 AND c.relname = ANY($2::text[])) OR n.nspname = 'lectern')
     ORDER BY n.nspname = 'lectern', c.relname`,
    [home, names],
  );
  return { home, relations: rows };
}

/** The schema in which the search path finds "Course"; undefined when it finds none. */
export async function homeSchema(client: PgClient): Promise<string | undefined> {
  const { rows } = await client.query<{ schema: string }>(
    `SELECT n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = to_regclass('"Course"')`,
  );
  return rows[0]?.schema;
}
