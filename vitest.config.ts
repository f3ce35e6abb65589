import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import notThroughPgBouncer from './tests/sync/not-through-pgbouncer.json' with { type: 'json' };

const nodeProject = (
  name: string,
  settings: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx,mjs}`], ...settings },
});

const withWorkers = { globalSetup: 'tests/support/build-before-tests.ts' };

/** One project per folder of tests/, so that `npm test -- unit` and a total per kind are possible. */
export default defineConfig({
  // The window's tests run as another user, who may not write into node_modules.
  ...(process.env.LECTERN_VITE_CACHE ? { cacheDir: process.env.LECTERN_VITE_CACHE } : {}),
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Tests start databases and workers of their own; more at once than this starve one another.
    maxWorkers: 2,
    projects: [
      nodeProject('unit'),
      nodeProject('engine', withWorkers),
      nodeProject('contract', withWorkers),
      nodeProject('migrations', withWorkers),
      nodeProject('sync', withWorkers),
      // The same once more: every server of these tests stands behind PgBouncer in transaction mode.
      nodeProject('sync-pgbouncer', {
        ...withWorkers,
        include: ['tests/sync/*.test.ts'],
        exclude: Object.keys(notThroughPgBouncer).map((name) => `tests/sync/${name}.test.ts`),
        env: { LECTERN_THROUGH: 'pgbouncer' },
      }),
      nodeProject('architecture'),
      nodeProject('setup'),
      nodeProject('renderer', { environment: 'happy-dom' }),
      // `npm run shots`: pictures, not tests.
      {
        extends: true,
        test: {
          name: 'shots',
          fileParallelism: false,
          include: ['tests/support/e2e-shots*.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // `npm run bench`: measures in a window.
      { extends: true, test: { name: 'bench', include: ['tests/bench/*.window.ts'] } },
      // One window at a time: they would take the screen's focus from one another.
      nodeProject('e2e', { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 }),
    ],
  },
});
