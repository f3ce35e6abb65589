import type { PgClient } from '../../connections/postgres-connection';
import { findSchemaDrift, anyPresent } from '../postgres/schema-drift';
import { noObjects, readSchemaObjects, type SchemaObjects } from '../postgres/schema-objects';
import type { StepSet } from '../load-steps';
import { baselineStep, isBatched, type Step } from '../step';
import { blocker, type Preflight, type PreflightComplaint } from './complaint';

/**
 * Objects of steps that are not applied, yet are there: whole steps that somebody took by hand are
 * recorded by `up` and only mentioned; what differs, or has the name of something else, stops it.
 */
export async function halfExisting(
  client: PgClient,
  set: StepSet,
  applied: ReadonlySet<string>,
): Promise<Preflight> {
  const found = await readSchemaObjects(client);
  const complaints: PreflightComplaint[] = [];
  const information: string[] = [];
  for (const step of pendingSteps(set, applied)) {
    const expected = set.objects[step.name] ?? noObjects;
    if (!anyPresent(expected, found)) {
      complaints.push(...(await takenNames(client, step, expected)));
      continue;
    }
    const differing = findSchemaDrift(expected, found);
    if (differing.length === 0) {
      information.push(`${step.name} was taken by hand; up records it without doing it again.`);
    }
    complaints.push(
      ...differing.map((drift) =>
        blocker(
          'half_existing',
          drift.object,
          `${step.name} is not applied, but some of its objects are there, and ${drift.object} is ${drift.found} instead of ${drift.expected}.`,
          'Make it as the step would (its SQL is shown by migrate plan), or remove what is there if nobody uses it; then Lectern takes or records the step.',
        ),
      ),
    );
  }
  return {
    complaints: [...complaints, ...(await unexplainedXp(client, applied, found))],
    information,
  };
}

function pendingSteps(set: StepSet, applied: ReadonlySet<string>): readonly Step[] {
  return set.steps.filter(
    (step) =>
      step.group === 'plan' &&
      step.name !== baselineStep &&
      !isBatched(step) &&
      !applied.has(step.name),
  );
}

/** Names that the step needs and something else of this schema has: an index, a view, a type. */
async function takenNames(
  client: PgClient,
  step: Step,
  expected: SchemaObjects,
): Promise<readonly PreflightComplaint[]> {
  const relations = [
    ...expected.tables,
    ...expected.indexes.map((index) => index.name),
    ...expected.constraints.filter((one) => isIndexed(one.definition)).map((one) => one.name),
  ];
  const { rows } = await client.query<{ name: string; what: string }>(
    `SELECT c.relname AS "name", CASE c.relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view'
       WHEN 'i' THEN 'an index of ' || (SELECT x.indrelid::regclass::text FROM pg_index x WHERE x.indexrelid = c.oid)
       WHEN 'S' THEN 'a sequence' ELSE 'another relation' END AS "what"
     FROM pg_class c
     WHERE c.relname = ANY ($1::text[]) AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))
     UNION ALL
     SELECT t.typname, 'a type' FROM pg_type t
     WHERE t.typname = ANY ($2::text[]) AND t.typrelid = 0
       AND t.typnamespace = to_regnamespace(quote_ident(current_schema()))
     ORDER BY 1`,
    [relations, expected.tables],
  );
  return rows.map(({ name, what }) =>
    blocker(
      'half_existing',
      name,
      `${step.name} makes ${name}, and ${what} has that name already.`,
      `Rename or drop it, if nobody uses it; with ${name} in the way the step would fail.`,
    ),
  );
}

function isIndexed(definition: string): boolean {
  return /^(PRIMARY KEY|UNIQUE|EXCLUDE)/.test(definition);
}

/** The back-fill derives every total from the ledger: XP that is not in it would be lost. */
async function unexplainedXp(
  client: PgClient,
  applied: ReadonlySet<string>,
  found: SchemaObjects,
): Promise<readonly PreflightComplaint[]> {
  const isThere = ['UserXP', 'XPTransaction'].every((table) => found.tables.includes(table));
  if (!isThere || applied.has('002_create_xp_transaction')) return [];
  const { rows } = await client.query<{ learners: number; sample: string | null }>(
    `SELECT count(*) AS "learners", min(x."userId") AS "sample" FROM "UserXP" x
     WHERE x."totalXP" <> (SELECT coalesce(sum(t."amount"), 0) FROM "XPTransaction" t
                           WHERE t."userId" = x."userId")`,
  );
  const learners = rows[0]?.learners ?? 0;
  if (learners === 0) return [];
  return [
    blocker(
      'half_existing',
      'UserXP',
      `${learners} learners (such as ${rows[0]?.sample ?? ''}) have XP in UserXP that no row of XPTransaction explains.`,
      'Add the missing awards to XPTransaction, or set UserXP to what its awards add up to; the back-fill derives every total from the awards.',
    ),
  ];
}
