import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '../../scripts/build/fingerprint.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { countTests } from '../../scripts/test/count-tests.mjs';
import { projects, readSelection } from '../../scripts/test/selection.mjs';
import { count } from '../../scripts/test/tally-reporter.mjs';
import { skippedThroughPgBouncer } from '../../scripts/test/through-pgbouncer.mjs';
import { asNobody, isReadableByNobody } from '../../scripts/window/unprivileged.mjs';

let scratch;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'lectern-runner-test-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test('without words every kind of test is chosen', () => {
  expect(readSelection([]).projects).toEqual(projects);
  expect(readSelection(['-t', 'unit']).projects).toEqual(projects);
});

test('kinds, paths and options are told apart', () => {
  expect(readSelection(['unit', 'e2e'])).toEqual({
    projects: ['unit', 'e2e'],
    filters: [],
    options: [],
  });
  expect(readSelection(['tests/setup/setup.test.mjs', '-t', 'a name'])).toEqual({
    projects: ['setup'],
    filters: ['tests/setup/setup.test.mjs'],
    options: ['-t', 'a name'],
  });
  expect(readSelection(['ledger']).projects).toEqual(projects);
  expect(readSelection(['unit', 'ledger']).projects).toEqual(['unit']);
});

const fakeModule = (state, results) => ({
  state: () => state,
  children: { allTests: () => results.map((result) => ({ result: () => result })) },
});

test('the tally counts what passed, failed and was skipped, with the reasons', () => {
  const modules = [
    fakeModule('passed', [
      { state: 'passed' },
      { state: 'skipped', note: 'no pg_dump' },
      { state: 'skipped', note: 'no pg_dump' },
    ]),
    fakeModule('failed', [{ state: 'failed' }, { state: 'passed' }]),
  ];
  expect(count(modules, [])).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    reasons: { 'no pg_dump': 2 },
  });
});

test('a file that cannot be loaded and an error outside any test are failures', () => {
  expect(count([fakeModule('failed', [])], []).failed).toBe(1);
  expect(count([fakeModule('passed', [{ state: 'passed' }])], [new Error('late')]).failed).toBe(1);
});

test('tests that cannot be loaded here are still counted', () => {
  writeFileSync(
    join(scratch, 'a.test.ts'),
    "test('one', () => {});\n  it.each([1])('two', () => {});\nattest('no');\n",
  );
  expect(countTests(scratch)).toBe(2);
  expect(countTests(scratch, (name) => name !== 'a.test.ts')).toBe(0);
});

test('what PgBouncer is missing for is told with the reason, and leaves out only what there is', () => {
  const { passed, failed, skipped, reasons } = skippedThroughPgBouncer();
  expect([passed, failed]).toEqual([0, 0]);
  expect(Object.values(reasons)).toEqual([skipped]);
  expect(Object.keys(reasons)[0]).toContain('apt-get install pgbouncer');
  const all = countTests(inRoot('tests', 'sync'));
  expect(skipped).toBeGreaterThan(100);
  expect(skipped).toBeLessThan(all);
  const leftOut = JSON.parse(readFileSync(inRoot('tests/sync/not-through-pgbouncer.json'), 'utf8'));
  for (const name of Object.keys(leftOut))
    expect(existsSync(inRoot('tests', 'sync', `${name}.test.ts`)), name).toBe(true);
});

test('a build is out of date when a source is newer, older, gone or new', () => {
  mkdirSync(join(scratch, 'src'));
  const file = join(scratch, 'src', 'a.ts');
  writeFileSync(file, 'a');
  const states = [fingerprint(scratch, ['src', 'absent'])];
  const note = () => states.push(fingerprint(scratch, ['src', 'absent']));
  utimesSync(file, 1, 1);
  note();
  writeFileSync(join(scratch, 'src', 'b.ts'), '');
  note();
  rmSync(file);
  note();
  expect(new Set(states).size).toBe(4);
  expect(fingerprint(scratch, ['src', 'absent'])).toBe(states.at(-1));
});

test("a file below a closed folder is not readable by the window's user", (context) => {
  if (process.platform === 'win32') return context.skip('Windows has no such file modes');
  const folder = join(scratch, 'home');
  mkdirSync(folder);
  const file = join(folder, 'file');
  writeFileSync(file, '', { mode: 0o644 });
  chmodSync(scratch, 0o755);
  chmodSync(folder, 0o755);
  expect(isReadableByNobody(file)).toBe(true);
  chmodSync(folder, 0o700);
  expect(isReadableByNobody(file)).toBe(false);
});

test("the window's user gets no variable that leads into root's folders", () => {
  const [program, words] = asNobody('/h', ['electron', '.'], { DISPLAY: ':9' });
  expect(program).toBe('setpriv');
  expect(words.join(' ')).toMatch(
    /--clear-groups env -u XDG_CONFIG_HOME -u XDG_DATA_HOME HOME=\/h .*DISPLAY=:9 electron \.$/,
  );
});
