import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import type { LegacySize } from './legacy-database';
import { legacyOn, postgresServers } from './lms-on-postgres';
import { startServer, type TestDatabase, type TestServer } from './postgres';

/** What the tests of one server need. */
export type ServerSuite = {
  /** A copy of the LMS's database, closed after the test. */
  readonly copy: () => Promise<TestDatabase>;
  /** A database with nothing in it. */
  readonly empty: () => Promise<TestDatabase>;
  /** Skips itself, saying so, where this machine has no such server. */
  readonly postgresTest: typeof test;
};

/** Runs the same tests on every server that this machine has, over one LMS database. */
export function describeServers(size: LegacySize, tests: (suite: ServerSuite) => void): void {
  describe.each(Object.entries(postgresServers))('%s', (_name, binaries) => {
    let server: TestServer | undefined;
    let legacy = '';
    const databases: TestDatabase[] = [];
    beforeAll(async () => {
      if (!binaries) return;
      server = await startServer(binaries);
      const template = await legacyOn(server, size);
      legacy = template.name;
      // A template may have no connection while it is copied.
      await template.close();
    });
    afterEach(async () => {
      for (const database of databases.splice(0)) await database.close();
    });
    afterAll(() => server?.stop());
    const make = async (template?: string): Promise<TestDatabase> => {
      if (!server) throw new Error('this machine has no such server');
      const database = await server.createDatabase(template);
      databases.push(database);
      return database;
    };
    tests({
      copy: () => make(legacy),
      empty: () => make(),
      // A skipping test is called in the same way.
      postgresTest: (binaries ? test : test.skip) as typeof test,
    });
  });
}
