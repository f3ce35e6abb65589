import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** A file that breaks a rule, and the rule that must say so. */
const violations = [
  [
    'kernel',
    'src/shared/kernel/planted.ts',
    "import { contract } from '../contract';\nexport const planted = contract;",
  ],
  [
    'domain',
    'src/shared/domain/planted.ts',
    "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;",
  ],
  [
    'contract',
    'src/shared/contract/planted.ts',
    "import { createEngine } from '../../main/engine/engine';\nexport const planted = createEngine;",
  ],
  [
    'engine-imports-no-electron',
    'src/main/engine/planted.ts',
    "import { app } from 'electron';\nexport const planted = app;",
  ],
  [
    'libraries-of-certificates',
    'src/main/engine/courses/planted.ts',
    "import PDFDocument from 'pdfkit';\nexport const planted = PDFDocument;",
  ],
  [
    'workers-hold-no-database',
    'src/main/engine/jobs/planted-worker.ts',
    "import BetterSqlite3 from 'better-sqlite3';\nexport const planted = BetterSqlite3;",
  ],
  [
    'no-repository-of-another-topic',
    'src/main/engine/quizzes/planted.ts',
    "import { findSubmission } from '../grading/repository';\nexport const planted = findSubmission;",
  ],
  [
    'shell',
    'src/main/shell/planted.ts',
    "import { createEngine } from '../engine/engine';\nexport const planted = createEngine;",
  ],
  [
    'cli',
    'src/main/cli/planted.ts',
    "import { dispatch } from '../engine/rpc/dispatch';\nexport const planted = dispatch;",
  ],
  [
    'preload',
    'src/preload/planted.ts',
    "import { dataFolder } from '../main/shell/menu';\nexport const planted = dataFolder;",
  ],
  [
    'ui',
    'src/renderer/ui/planted.ts',
    "import { createClient } from '../../shared/contract/client';\nexport const planted = createClient;",
  ],
  [
    'features',
    'src/renderer/features/home/planted.ts',
    "import { settings } from '../settings';\nexport const planted = settings;",
  ],
  [
    'renderer-is-a-page',
    'src/renderer/app/planted.ts',
    "import { createEngine } from '../../main/engine/engine';\nexport const planted = createEngine;",
  ],
  [
    'nothing-imports-tests',
    'src/main/engine/planted-test.ts',
    "import { planted } from '../../../tests/planted';\nexport { planted };",
  ],
  [
    'no-circular',
    'src/shared/kernel/planted-a.ts',
    "import type { B } from './planted-b';\nexport type A = { readonly b: B };",
  ],
] as const;

let tree = '';

/** Runs the gate of `npm run check` over a tree. */
async function floors(at: string): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout } = await run(process.execPath, [join(root, 'scripts/check/floors.mjs')], {
      env: { ...process.env, LECTERN_FLOORS_ROOT: at },
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, output: stdout };
  }
}

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), `${text}\n`);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'lectern-floors-'));
  cpSync(join(root, 'src'), join(tree, 'src'), { recursive: true });
  for (const name of ['tsconfig.base.json', 'tsconfig.renderer.json', 'package.json']) {
    cpSync(join(root, name), join(tree, name));
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the floors of the house', () => {
  it('hold in the tree as it is, and more than a hundred modules were read', async () => {
    const { code, output } = await floors(root);
    expect(output).toContain(', 0 violations');
    expect(Number(/(\d+) modules read/.exec(output)?.[1])).toBeGreaterThan(100);
    expect(code).toBe(0);
  });

  it('turn red for every planted violation, each under its own rule', async () => {
    for (const [, file, text] of violations) plant(file, text);
    plant('tests/planted.ts', 'export const planted = 1;');
    plant(
      'src/shared/kernel/planted-b.ts',
      "import type { A } from './planted-a';\nexport type B = { readonly a: A };",
    );
    const { code, output } = await floors(tree);
    expect(code).toBe(1);
    for (const [rule, file] of violations) expect(output).toContain(`${rule}: ${file}`);
  });
});
