import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { syncServer, usualBinaries, type SyncServer } from '../support/sync-server';
import { comeToRest, realKinds, takeStep, type RealStep } from './model/real-steps';
import { realRoles, realWorld } from './model/real-world';

const step: fc.Arbitrary<RealStep> = fc.record({
  kind: fc.constantFrom(...realKinds),
  who: fc.nat({ max: 5 }),
  pick: fc.nat({ max: 63 }),
  value: fc.nat({ max: 3 }),
});

/** More with `npm run soak`. */
const numRuns = Number(process.env.LECTERN_REAL_RUNS ?? 50);

describe.skipIf(!usualBinaries)('three workspaces and the web application on a real server', () => {
  let server: SyncServer;

  beforeAll(async () => {
    server = await syncServer({ roles: realRoles });
  });
  afterAll(() => server?.stop());

  it('are at every step what the model says, and equal when all is delivered', async () => {
    const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31);
    console.log(`property-real seed: LECTERN_SEED=${seed}, ${numRuns} runs`);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20, size: 'max' }), async (steps) => {
        const world = await realWorld(server);
        try {
          for (const one of steps) await takeStep(world, one);
          await comeToRest(world);
          runs += 1;
        } finally {
          await world.close();
        }
      }),
      { numRuns, seed, endOnFailure: process.env.LECTERN_NO_SHRINK !== undefined },
    );
    console.log(`property-real: ${runs} runs passed`);
  }, 3_600_000);
});
