import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';

const here = import.meta.dirname;

/** One file per process or worker; the key becomes `out/main/<key>.js`. */
const mainEntries = {
  shell: 'src/main/shell/main.ts',
  engine: 'src/main/engine/utility-entry.ts',
  cli: 'src/main/cli/cli.ts',
  'import-worker': 'src/main/engine/jobs/import-worker.ts',
  'certificate-worker': 'src/main/engine/jobs/certificate-worker.ts',
  'index-worker': 'src/main/engine/jobs/index-worker.ts',
  'reading-worker': 'src/main/engine/jobs/reading-worker.ts',
};

const input = Object.fromEntries(
  Object.entries(mainEntries)
    .map(([name, file]) => [name, resolve(here, file)] as const)
    .filter(([, file]) => existsSync(file)),
);

const main: UserConfig['main'] = {
  build: {
    // The oldest Node the program runs on; electron-vite would take that of the newest Electron,
    // and the command line runs in plain Node.
    target: 'node20.18',
    outDir: resolve(here, 'out/main'),
    // Swept after the build instead (scripts/build/fresh.mjs): running programs keep their files.
    emptyOutDir: false,
    sourcemap: true,
    // Libraries of many small files: read from one file they load several times as fast, and the
    // window waits for the engine to load.
    externalizeDeps: { exclude: ['zod', 'kysely'] },
    rolldownOptions: { input },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    target: 'node20.18',
    outDir: resolve(here, 'out/preload'),
    emptyOutDir: false,
    sourcemap: true,
    // A sandboxed preload can load neither ES modules nor packages: one CommonJS file with all in it.
    externalizeDeps: false,
    rolldownOptions: {
      input: { preload: resolve(here, 'src/preload/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

const renderer: UserConfig['renderer'] = {
  root: resolve(here, 'src/renderer'),
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: resolve(here, 'out/renderer'),
    // The content policy takes fonts from files only, so none may become a data: address.
    assetsInlineLimit: 0,
    emptyOutDir: false,
    sourcemap: true,
    // Half the size is half the time to read it before the first paint.
    minify: true,
    rolldownOptions: { input: resolve(here, 'src/renderer/index.html') },
  },
};

// The command line needs only the first part, and not the seconds the others take.
export default defineConfig(
  process.env.LECTERN_BUILD === 'main' ? { main } : { main, preload, renderer },
);
