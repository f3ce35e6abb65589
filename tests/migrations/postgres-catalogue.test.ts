import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { loadSteps } from '../../src/main/engine/migrate/load-steps';
import {
  addedSince,
  readSchemaObjects,
  type SchemaObjects,
  type StepObjects,
} from '../../src/main/engine/migrate/postgres/schema-objects';
import { applyPlainly, connectTo, postgresServers, settingsFor } from '../support/lms-on-postgres';
import { migrationsFolder } from '../support/migration-target';
import { startServer, type TestDatabase } from '../support/postgres';

const set = loadSteps(migrationsFolder, 'postgres');
const file = join(migrationsFolder, 'bookkeeping/postgres.catalogue.json');

describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
  test.skipIf(!binaries)(
    'the expected catalogue is what the steps make (UPDATE_CATALOGUE=1 writes it anew)',
    async () => {
      if (!binaries) return;
      const server = await startServer(binaries);
      const database = await server.createDatabase();
      try {
        const made = await objectsByStep(database);
        if (process.env.UPDATE_CATALOGUE === '1') await write(made);
        expect(made).toEqual(JSON.parse(readFileSync(file, 'utf8')));
      } finally {
        await database.close();
        await server.stop();
      }
    },
  );
});

/** What each step adds, found by taking one after the other on an empty database. */
async function objectsByStep(database: TestDatabase): Promise<StepObjects> {
  const connection = await connectTo(settingsFor(database));
  const made: Record<string, SchemaObjects> = {};
  const read = (): Promise<SchemaObjects> => connection.transaction(readSchemaObjects);
  await database.client.query(set.steps[0]?.sql.up ?? '');
  let before = await read();
  for (const step of set.steps.slice(1)) {
    await applyPlainly(database.client, step.number, step.number);
    const after = await read();
    made[step.name] = addedSince(before, after);
    before = after;
  }
  await connection.close();
  return made;
}

async function write(made: StepObjects): Promise<void> {
  const style = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(made), { ...style, parser: 'json' }));
}
