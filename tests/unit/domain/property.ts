import fc from 'fast-check';

/**
 * Runs a property with a fresh seed, or the one in LECTERN_SEED; a failure prints seed, path and
 * the smallest counterexample, so that it can be run again.
 */
export function holds(property: fc.IRawProperty<unknown>, runs = 200): void {
  const given = Number(process.env['LECTERN_SEED']);
  const seed = Number.isInteger(given) && given !== 0 ? given : Date.now() & 0x7fffffff;
  fc.assert(property, { seed, numRuns: runs });
}
