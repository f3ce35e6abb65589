import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { findProgram } from '../setup/run-command.mjs';
import { countTests } from './count-tests.mjs';

/** The kind of tests that is `sync` once more, with PgBouncer before every server. */
export const throughPgBouncer = 'sync-pgbouncer';

/** Debian puts it where only root looks for programs. */
const folders = ['/usr/sbin', '/usr/local/sbin'];

/** @returns {boolean} */
export function hasPgBouncer() {
  return (
    findProgram('pgbouncer') !== undefined ||
    folders.some((folder) => existsSync(`${folder}/pgbouncer`))
  );
}

/**
 * What is reported in the place of these tests where PgBouncer is not installed.
 * @returns {import('./tally-reporter.mjs').Tally}
 */
export function skippedThroughPgBouncer() {
  const folder = inRoot('tests', 'sync');
  const leftOut = JSON.parse(readFileSync(inRoot('tests/sync/not-through-pgbouncer.json'), 'utf8'));
  const skipped = countTests(folder, (name) => !(name.replace(/\.test\.tsx?$/, '') in leftOut));
  const reason = 'sync through PgBouncer: it is not on this machine (apt-get install pgbouncer)';
  return { passed: 0, failed: 0, skipped, reasons: { [reason]: skipped } };
}
