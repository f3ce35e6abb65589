import { writeFileSync } from 'node:fs';

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Record<string, number>} reasons why tests were skipped, and how many
 */

/**
 * Counts what happened into the file named by LECTERN_TALLY. Vitest's own JSON report leaves out
 * the reason given to `skip(reason)`, and counts a file that cannot be loaded as no test at all.
 */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const file = process.env.LECTERN_TALLY;
    if (file) writeFileSync(file, JSON.stringify(count(modules, errors)));
  }
}

/**
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly unknown[]} errors unhandled ones, outside any test
 * @returns {Tally}
 */
export function count(modules, errors) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: errors.length, skipped: 0, reasons: {} };
  for (const module of modules) {
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') tally.passed += 1;
      else if (result.state === 'failed') failedHere += 1;
      else
        skip(
          tally,
          (result.state === 'skipped' && result.note) || 'not selected, or its file stopped early',
        );
    }
    // A file that breaks before or between its tests is a failure, though none of its tests failed.
    if (failedHere === 0 && module.state() === 'failed') failedHere = 1;
    tally.failed += failedHere;
  }
  return tally;
}

/** @param {Tally} tally @param {string} reason */
export function skip(tally, reason, times = 1) {
  tally.skipped += times;
  tally.reasons[reason] = (tally.reasons[reason] ?? 0) + times;
}
