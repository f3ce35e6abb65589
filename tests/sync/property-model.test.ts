import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKey } from './model/model-table';
import { ModelWorld } from './model/model-world';
import { runModel, weightedKinds, type Step } from './model/model-steps';

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...weightedKinds),
  who: fc.nat({ max: 5 }),
  pick: fc.nat({ max: 63 }),
  value: fc.nat({ max: 3 }),
});

/** More with `npm run soak -- --model 100000`. */
const numRuns = Number(process.env.LECTERN_MODEL_RUNS ?? 2000);

describe('the protocol of sync, in memory', () => {
  it('keeps its invariants whatever three people, the web application and bad luck do', () => {
    const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 2 ** 31);
    console.log(`property-model seed: LECTERN_SEED=${seed}, ${numRuns} runs`);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        expect(() => runModel(steps)).not.toThrow();
      }),
      { numRuns, seed },
    );
  }, 600_000);

  it('misses what is put below a row while that moves to another course, until it compares', () => {
    const world = new ModelWorld();
    const [, ben] = world.clients;
    if (!ben) throw new Error('There are three clients');
    world.server.movesRace = true;
    const moving = world.server.begin();
    moving.update(rowKey('Assignment', 'a1'), { courseId: 'c3' });
    const key = rowKey('AssignmentSubmission', 'late');
    world.web((transaction) =>
      transaction.insert(key, { id: 'late', assignmentId: 'a1', userId: 'eli', score: null }),
    );
    world.server.commit(moving);
    ben.sync();
    expect([ben.mirror.has(rowKey('Assignment', 'a1')), ben.mirror.has(key)]).toEqual([
      true,
      false,
    ]);
    ben.repair();
    expect(ben.mirror.has(key)).toBe(true);
  });
});
