import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Called by electron-builder with the unpacked program: the loader that starts a program from a
 * folder has no place in a release. (The fuses are switched by electron-builder itself, from
 * electron-builder.yml.)
 * @param {{ appOutDir: string }} context
 */
export default async function afterPack({ appOutDir }) {
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
  rmSync(join(appOutDir, 'lectern-runtime.json'), { force: true });
}
