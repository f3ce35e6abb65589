import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Engine tests start the built worker files, so these must be as new as the sources. */
export function setup(): void {
  // The runner of scripts/test.mjs has built already, and its window tests may not write here.
  if (process.env.LECTERN_IS_BUILT) return;
  const script = resolve(import.meta.dirname, '../../scripts/build/fresh.mjs');
  const { status } = spawnSync(process.execPath, [script, '--main'], { stdio: 'inherit' });
  // `npm test` refuses to go on; here, in the middle of work, other tests can still be useful.
  if (status !== 0)
    console.warn('The build failed (see above): tests that start workers use the last one.');
}
