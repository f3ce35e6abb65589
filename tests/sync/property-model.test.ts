import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
});
