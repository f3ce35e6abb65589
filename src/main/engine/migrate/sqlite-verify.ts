import type BetterSqlite3 from 'better-sqlite3';
import { findDrift, type Drift } from './drift';
import type { StepSet } from './load-steps';
import { expectedCatalogue, readCatalogue, stepEffects, type Catalogue } from './sqlite-catalogue';
import {
  checkForeignKeys,
  checkOrphanUsers,
  checkUntouched,
  informPendingAwards,
} from './sqlite-checks';
import { eachComplaint } from './sqlite-complaints';
import { hasHistory, readHistory } from './sqlite-history';
import { splitStatements } from './statements';
import { backfillStep, baselineStep, isBatched, type Step } from './step';
import { checkNamed, Complaints, type NamedCheck } from './verify-result';

/** Differences between the schema and what the applied steps should have left. */
export function schemaDrift(connection: BetterSqlite3.Database, set: StepSet): readonly Drift[] {
  if (!hasHistory(connection)) return [];
  const applied = new Set(readHistory(connection).map((entry) => entry.step));
  return findDrift(expectedCatalogue(set, applied), readCatalogue(connection));
}

/** Runs every named check; changes nothing. */
export function verifyDatabase(
  connection: BetterSqlite3.Database,
  set: StepSet,
): readonly NamedCheck[] {
  const complaints = new Complaints();
  const catalogue = readCatalogue(connection);
  const steps = presentSteps(connection, set, catalogue);
  const isPresent = (name: string): boolean => steps.some((step) => step.name === name);
  checkFiles(connection, steps, complaints);
  for (const drift of schemaDrift(connection, set)) {
    complaints.add(
      'schema_matches',
      `${drift.object}: ${drift.found} instead of ${drift.expected}`,
    );
  }
  checkOrphanUsers(connection, catalogue, complaints);
  checkForeignKeys(connection, complaints);
  checkUntouched(connection, complaints);
  if (catalogue.has('XPTransaction') && catalogue.has('UserXP') && isPresent(baselineStep)) {
    checkLedger(connection, set, catalogue, complaints);
    informPendingAwards(connection, complaints);
  }
  return complaints.results();
}

/** Applied steps; for a database that somebody migrated by hand, those whose objects exist. */
function presentSteps(
  connection: BetterSqlite3.Database,
  set: StepSet,
  catalogue: Catalogue,
): readonly Step[] {
  if (hasHistory(connection)) {
    const known = new Set(readHistory(connection).map((entry) => entry.step));
    return set.steps.filter((step) => known.has(step.name));
  }
  const effects = stepEffects(set);
  return set.steps.filter((step) => {
    const effect = effects.get(step.name);
    return (
      !isBatched(step) &&
      (effect?.tables ?? []).every((table) => catalogue.has(table)) &&
      (effect?.columns ?? []).every(({ table, column }) =>
        catalogue.get(table)?.columns.some((found) => found.name === column.name),
      )
    );
  });
}

/** The verify files. The schema of what we made is compared more closely by the drift. */
function checkFiles(
  connection: BetterSqlite3.Database,
  steps: readonly Step[],
  complaints: Complaints,
): void {
  for (const step of steps.filter((candidate) => !isBatched(candidate))) {
    for (const { check, object, detail } of eachComplaint(connection, step.sql.verify)) {
      const covered =
        check === 'schema_matches' && step.name !== baselineStep && hasHistory(connection);
      if (!covered) complaints.add(checkNamed(check), `${object}: ${detail}`);
    }
  }
}

/**
 * The verify file of the back-fill judges by what the back-fill recorded. Where there is no such
 * record, a temporary one stands in: empty while the back-fill is still to come, and made of the
 * present columns for a database that somebody migrated by hand.
 */
function checkLedger(
  connection: BetterSqlite3.Database,
  set: StepSet,
  catalogue: Catalogue,
  complaints: Complaints,
): void {
  const step = set.steps.find((candidate) => candidate.name === backfillStep);
  if (!step) return;
  const standIn = !catalogue.has('lectern_backfill_reward');
  if (standIn) makeStandIn(connection, step, !hasHistory(connection));
  try {
    for (const { check, object, detail } of eachComplaint(connection, step.sql.verify)) {
      complaints.add(checkNamed(check), `${object}: ${detail}`);
    }
  } finally {
    if (standIn) connection.exec('DROP TABLE temp."lectern_backfill_reward"');
  }
}

function makeStandIn(connection: BetterSqlite3.Database, step: Step, filled: boolean): void {
  for (const statement of splitStatements(step.sql.prepare ?? '')) {
    const create = /CREATE TABLE IF NOT EXISTS /;
    if (create.test(statement)) connection.exec(statement.replace(create, 'CREATE TEMP TABLE '));
    else if (filled && /INSERT INTO/.test(statement)) connection.exec(statement);
  }
}
