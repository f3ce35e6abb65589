import type { PgClient } from '../../connections/postgres-connection';
import type { Drift } from '../drift';
import { lmsTables } from '../lms-tables';
import { splitStatements } from '../statements';
import { baselineStep, isBatched, type Step } from '../step';
import { checkNamed, Complaints, type NamedCheck } from '../verify-result';
import { isExistingLms, missingLmsTables } from './apply-step';
import { hasHistory, readHistory } from './history';
import { checkLedger, informPendingAwards } from './ledger-checks';
import {
  checkForeignKeys,
  checkOrphanUsers,
  checkUntouched,
  countComplaints,
} from './named-checks';
import { findSchemaDrift, joinObjects } from './schema-drift';
import { noObjects, readSchemaObjects, type SchemaObjects } from './schema-objects';
import { looking, type ServerSession } from './session';

/** What verify knows before it looks at rows. */
type Surroundings = {
  readonly client: PgClient;
  readonly session: ServerSession;
  readonly found: SchemaObjects;
  /** True when the runner has worked here; otherwise somebody migrated by hand, or nobody has. */
  readonly isKnown: boolean;
  /** The steps that are applied, or whose objects are there. */
  readonly steps: readonly Step[];
};

/** Runs every named check in one snapshot; changes nothing. */
export function verifyServer(session: ServerSession): Promise<readonly NamedCheck[]> {
  return looking(session, async (client) => {
    const around = await lookAround(client, session);
    const complaints = new Complaints();
    const missing = await missingLmsTables(client);
    for (const table of missing) {
      complaints.add('schema_matches', `${table}: nothing instead of a table of the LMS`);
    }
    if (missing.length === 0) await checkFiles(around, complaints);
    for (const { object, expected, found } of differences(around)) {
      complaints.add('schema_matches', `${object}: ${found} instead of ${expected}`);
    }
    await checkOrphanUsers(client, around.found, complaints);
    await checkForeignKeys(client, knownTables(session), complaints);
    await checkUntouched(client, around.isKnown, complaints);
    if (missing.length === 0) await checkAwards(around, complaints);
    return complaints.results();
  });
}

function knownTables(session: ServerSession): readonly string[] {
  const ours = Object.values(session.objects).flatMap((objects) => objects.tables);
  return [...lmsTables.map((table) => table.name), ...ours];
}

async function lookAround(client: PgClient, session: ServerSession): Promise<Surroundings> {
  const found = await readSchemaObjects(client);
  const isKnown = await hasHistory(client);
  const applied = new Set((await readHistory(client)).map((entry) => entry.step));
  const steps = session.set.steps.filter((step) =>
    isKnown ? applied.has(step.name) : isPresent(session, step, found),
  );
  return { client, session, found, isKnown, steps };
}

/** By hand: a step counts as taken when its tables and columns are there. */
function isPresent({ objects }: ServerSession, step: Step, found: SchemaObjects): boolean {
  if (step.name === baselineStep) return true;
  if (isBatched(step)) return false;
  const { tables, columns } = objects[step.name] ?? noObjects;
  const names = new Set(found.columns.map((column) => `${column.table}.${column.name}`));
  return (
    tables.every((table) => found.tables.includes(table)) &&
    columns.every((column) => names.has(`${column.table}.${column.name}`))
  );
}

/** The verify files. The schema of what we made is compared more closely by the drift. */
async function checkFiles(around: Surroundings, complaints: Complaints): Promise<void> {
  const { client, isKnown } = around;
  for (const step of around.steps.filter((candidate) => !isBatched(candidate))) {
    for (const statement of splitStatements(step.sql.verify)) {
      for (const { check, complaints: count, samples } of await countComplaints(
        client,
        statement,
      )) {
        const isCovered = check === 'schema_matches' && step.name !== baselineStep && isKnown;
        if (!isCovered) complaints.addMany(checkNamed(check), Number(count), samples);
      }
    }
  }
}

function differences({ session, found, isKnown, steps }: Surroundings): readonly Drift[] {
  if (!isKnown) return [];
  return findSchemaDrift(
    joinObjects(steps.map((step) => session.objects[step.name] ?? noObjects)),
    found,
  );
}

async function checkAwards(around: Surroundings, complaints: Complaints): Promise<void> {
  const { client, session, found, isKnown, steps } = around;
  const isThere = (table: string): boolean => found.tables.includes(table);
  const hasBaseline = steps.some((step) => step.name === baselineStep);
  if (!isThere('XPTransaction') || !isThere('UserXP') || !hasBaseline) return;
  await checkLedger(client, session.set, found, !isKnown, complaints);
  await informPendingAwards(client, complaints);
}

/** Differences between the schema and what the applied steps should have left. */
export function driftOfServer(session: ServerSession): Promise<readonly Drift[]> {
  return looking(session, async (client) => {
    const around = await lookAround(client, session);
    if (!around.isKnown || around.steps.length === 0) return [];
    const ours = differences(around);
    const [baseline] = around.steps;
    if (baseline?.name !== baselineStep || !(await isExistingLms(client))) return ours;
    return [...(await baselineDrift(client, baseline)), ...ours];
  });
}

/** The tables of the LMS are judged by family, in the words of the baseline's verify file. */
async function baselineDrift(client: PgClient, baseline: Step): Promise<readonly Drift[]> {
  const [catalogueSql = ''] = splitStatements(baseline.sql.verify);
  const counted = await countComplaints(client, catalogueSql);
  return counted.flatMap(({ samples }) =>
    samples.map((sample) => {
      const at = sample.indexOf(': ');
      return {
        object: sample.slice(0, at),
        expected: 'as the LMS had it',
        found: sample.slice(at + 2),
      };
    }),
  );
}
