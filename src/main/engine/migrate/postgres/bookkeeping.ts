import { fail } from '../../../../shared/kernel/errors';
import type { PgClient } from '../../connections/postgres-connection';
import { readHistory } from './history';
import { validateConstraints } from './apply-step';
import { noObjects } from './schema-objects';
import type { ServerSession } from './session';
import type { RunnerStamp, Step } from '../step';
import { sqlState } from './lock-retries';

/** Makes the runner's own schema and tables where they are missing. */
export async function ensureServerBookkeeping({ connection, set }: ServerSession): Promise<void> {
  const isMade = await connection.transaction(hasBookkeeping, { readOnly: true });
  if (isMade) return;
  try {
    await connection.transaction((client) => client.query(set.bookkeeping));
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    const { database, user } = connection.settings;
    fail(
      'refused',
      `The role ${user} may not make the schema lectern, where the history of the steps is kept. Nothing was changed. Let an owner run: GRANT CREATE ON DATABASE "${database}" TO "${user}";`,
      { user, database },
    );
  }
}

async function hasBookkeeping(client: PgClient): Promise<boolean> {
  const { rows } = await client.query<{ tables: number }>(
    `SELECT count(*) AS "tables" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'lectern' AND c.relname IN ('migration_history', 'migration_event')`,
  );
  return Number(rows[0]?.tables) === 2;
}

/**
 * Validates constraints that an earlier run has left unvalidated, because it was killed or did not
 * get its lock between a step and its validation.
 */
export async function finishValidation(session: ServerSession, stamp: RunnerStamp): Promise<void> {
  for (const step of await unvalidatedSteps(session)) {
    await validateConstraints(session, step, stamp);
  }
}

function unvalidatedSteps({ connection, set, objects }: ServerSession): Promise<readonly Step[]> {
  return connection.transaction(
    async (client) => {
      const applied = new Set((await readHistory(client)).map((entry) => entry.step));
      const { rows } = await client.query<{ name: string }>(
        `SELECT conname AS "name" FROM pg_constraint WHERE NOT convalidated`,
      );
      const open = new Set(rows.map((row) => row.name));
      return set.steps.filter(
        (step) =>
          step.sql.validate !== null &&
          applied.has(step.name) &&
          (objects[step.name] ?? noObjects).constraints.some(({ name }) => open.has(name)),
      );
    },
    { readOnly: true },
  );
}
