import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandCall, CommandOutcome } from '../../src/main/cli/command';
import { demoCommands } from '../../src/main/cli/commands/demo';
import { openEngine } from '../../src/main/cli/engine-access';
import { expectOk } from '../support/engine';

const folder = mkdtempSync(join(tmpdir(), 'lectern-demo-test-'));
const out = join(folder, 'out');
const notes: string[] = [];

type Answer = {
  readonly workspace: string;
  readonly imported: number;
  readonly graded: number;
  readonly certificates: readonly {
    readonly code: string;
    readonly file: string;
    readonly learner: string;
    readonly learnerName: string;
    readonly course: string;
  }[];
};

const runDemo = (): Promise<CommandOutcome> => {
  const call: CommandCall = {
    positionals: [],
    options: { out },
    signal: new AbortController().signal,
    workspaceFile: '',
    note: (line) => notes.push(line),
    onJob: () => undefined,
    get client(): never {
      throw new Error('The demo opens a workspace of its own');
    },
  };
  const [demo] = demoCommands;
  if (!demo) throw new Error('There is no demo');
  return demo.run(call);
};

const home = process.env.LECTERN_HOME;
let outcome: CommandOutcome;
// The command's answer is JSON of this shape; the tests look at every field.
const answer = (): Answer => outcome.json as unknown as Answer;

beforeAll(async () => {
  process.env.LECTERN_HOME = join(folder, 'home');
  outcome = await runDemo();
});
afterAll(() => {
  if (home === undefined) delete process.env.LECTERN_HOME;
  else process.env.LECTERN_HOME = home;
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo', () => {
  test('ends well and lists the one broken question with its line', () => {
    expect(outcome.exit).toBe(0);
    expect(answer().imported).toBe(11);
    const broken = notes.filter((line) => /line 3\d/.test(line));
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatch(/Never finished|Salt/);
  });

  test('grades five submissions or more, and the grades stand in the workspace', async () => {
    expect(answer().graded).toBeGreaterThanOrEqual(5);
    const engine = expectOk(openEngine(answer().workspace, 'read'));
    try {
      const { rooms } = expectOk(await engine.client.grading.rooms({}));
      const essay = rooms.find(({ title }) => title.startsWith('Essay 2'));
      expect(essay?.ungraded).toBe(47 - answer().graded);
      expect(expectOk(await engine.client.workspace.check({})).complaints).toEqual([]);
    } finally {
      await engine.close();
    }
  });

  test('issues certificates for names in every script, each a file whose code verifies', async () => {
    const { certificates, workspace } = answer();
    const names = certificates.map(({ learnerName }) => learnerName).join(' ');
    for (const script of ['Arabic', 'Hebrew', 'Han', 'Devanagari', 'Thai', 'Latin']) {
      expect(names, script).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    const files = readdirSync(join(out, 'certificates'));
    expect(files.filter((file) => file.endsWith('.pdf'))).toHaveLength(certificates.length);
    const engine = expectOk(openEngine(workspace, 'read'));
    try {
      for (const { code, file, course } of certificates) {
        expect(existsSync(file)).toBe(true);
        expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
        const verdict = expectOk(await engine.client.certificates.verify({ code }));
        expect(verdict).toMatchObject({ status: 'valid', course });
        const changed = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
        const wrong = expectOk(await engine.client.certificates.verify({ code: changed }));
        expect(wrong.status).not.toBe('valid');
      }
    } finally {
      await engine.close();
    }
  });

  test('can be run again in the same folder and keeps what is there', async () => {
    const again = await runDemo();
    expect(again.exit).toBe(0);
    // As above.
    const second = again.json as unknown as Answer;
    expect(second.workspace).not.toBe(answer().workspace);
    expect(existsSync(answer().workspace)).toBe(true);
    expect(second.certificates.every(({ file }) => existsSync(file))).toBe(true);
  });
});
