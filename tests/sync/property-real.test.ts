import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { pgbouncerMissing, pgbouncerProgram, startPgBouncer } from '../support/pgbouncer';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { comeToRest } from './model/real-rest';
import {
  kindsWithRestores,
  realKinds,
  takeStep,
  type RealStep,
  type RealStepKind,
} from './model/real-steps';
import { realRoles, realWorld, refill, type RealWorld } from './model/real-world';

function stepOf(kinds: readonly RealStepKind[]): fc.Arbitrary<RealStep> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    who: fc.nat({ max: 5 }),
    pick: fc.nat({ max: 63 }),
    value: fc.nat({ max: 3 }),
  });
}

const runsInOneWorld = 10;

/** More with `npm run soak`. */
const numRuns = Number(process.env.LECTERN_REAL_RUNS ?? 50);

/** More with `npm run soak -- --restores 500`. */
const restoreRuns = Number(process.env.LECTERN_RESTORE_RUNS ?? 5);

/** `npm test` makes the same runs every time; `npm run soak` draws others. */
const usualSeed = 4711;

/** Runs the property `runs` times on this server; prints the seed, and how many runs passed. */
async function check(
  what: string,
  runs: number,
  create: () => Promise<RealWorld>,
  kinds = realKinds,
): Promise<void> {
  const seed = Number(process.env.LECTERN_SEED ?? usualSeed);
  console.log(`${what} seed: LECTERN_SEED=${seed}, ${runs} runs`);
  let passed = 0;
  let world: RealWorld | undefined;
  let hasFailed = false;
  const leave = async (): Promise<void> => {
    await world?.close();
    world = undefined;
  };
  const property = fc.asyncProperty(
    fc.array(stepOf(kinds), { maxLength: 20, size: 'max' }),
    async (steps) => {
      world ??= await create();
      try {
        for (const one of steps) await takeStep(world, one);
        await comeToRest(world);
        await refill(world);
        passed += 1;
      } catch (error) {
        // At once: looking for a shorter one takes minutes, in a new world each time.
        console.log(`${what}, after ${passed} runs: ${String(error)}\n${JSON.stringify(steps)}`);
        hasFailed = true;
        await leave();
        throw error;
      }
      // Making a world takes longer than a run; one that is at rest is as good as a new one.
      if (hasFailed || passed % runsInOneWorld === 0) await leave();
    },
  );
  const endOnFailure = process.env.LECTERN_NO_SHRINK !== undefined;
  await fc.assert(property, { numRuns: runs, seed, endOnFailure });
  await leave();
  console.log(`${what}: ${passed} runs passed`);
}

describe.skipIf(!usualBinaries)('three workspaces and the web application on a real server', () => {
  let server: SyncServer;

  beforeAll(async () => {
    server = await syncServer({ roles: realRoles });
  });
  afterAll(() => server?.stop());

  it.skipIf(numRuns === 0)(
    'are at every step what the model says, and equal when all is delivered',
    async () => {
      await check('property-real', numRuns, () => realWorld(server));
    },
    3_600_000,
  );

  it.skipIf(restoreRuns === 0)(
    'and just so when the server is put back in between',
    async () => {
      const create = () => realWorld(server);
      await check('property-restores', restoreRuns, create, kindsWithRestores);
    },
    3_600_000,
  );

  it.skipIf(numRuns === 0)(
    'and just so through PgBouncer in transaction mode, as roles without any privilege of their own',
    async (context) => {
      if (pgbouncerProgram === undefined) return context.skip(pgbouncerMissing);
      const bouncer = await startPgBouncer(server.server);
      try {
        const through = { port: bouncer.port };
        await check('property-pgbouncer', Math.ceil(numRuns / 10), () =>
          realWorld(server, through),
        );
      } finally {
        await bouncer.stop();
      }
    },
    3_600_000,
  );
});
