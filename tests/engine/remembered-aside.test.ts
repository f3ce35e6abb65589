import { describe, expect, it, onTestFinished } from 'vitest';
import type { Aside } from '../../src/main/engine/jobs/read-aside';
import { openWorkspaceFile } from '../../src/main/engine/storage/open';
import type { Reading } from '../../src/main/engine/storage/reading';
import { rememberedAside } from '../../src/main/engine/storage/remembered-aside';
import { noteTouched } from '../../src/main/engine/storage/touched';
import { builders } from '../support/builders';
import { expectOk, testEngine } from '../support/engine';
import { fillLarge } from '../support/large-workspace';

const reading: Reading<null, string> = {
  name: 'test.reading',
  tables: ['UserProgress'],
  read: (_db, _input, turn) => turn(() => 'worked out here'),
};

/** A workspace, and a worker whose answers the test gives: each says how long it took. */
async function withWorker({ isLarge }: { readonly isLarge: boolean }) {
  const engine = await testEngine();
  if (isLarge) fillLarge(engine);
  else builders(engine).progress(builders(engine).chapter(builders(engine).course()), 'mia');
  const writer = { program: 'a test', pid: process.pid };
  const workspace = expectOk(openWorkspaceFile({ file: engine.file, mode: 'read', writer }));
  onTestFinished(workspace.close);
  const answers: ((value: string, took: number) => void)[] = [];
  const context: Aside = {
    workspace,
    log: { info: () => undefined, warn: () => undefined, bug: () => '' },
    workers: {
      run: () =>
        new Promise((resolve) => {
          answers.push((value, took) => resolve({ isInParts: false, value, took }));
        }),
      close: async () => undefined,
    },
  };
  const ask = () => rememberedAside(context, reading, null);
  const change = () => engine.sql.exec(`UPDATE "Course" SET "title" = 'Heat'`);
  return { answers, ask, change, act: () => noteTouched(workspace, ['UserProgress']) };
}

describe('a reading that is remembered', () => {
  it('starts no thread over few rows', async () => {
    const { ask, answers } = await withWorker({ isLarge: false });
    expect(await ask()).toBe('worked out here');
    expect(answers).toHaveLength(0);
  });

  it('is made once for all who ask meanwhile, and again after a change', async () => {
    const { ask, answers, change } = await withWorker({ isLarge: true });
    const asked = [ask(), ask()];
    change();
    asked.push(ask());
    answers[0]?.('first', 1);
    expect(await Promise.all(asked)).toEqual(['first', 'first', 'first']);
    const again = ask();
    answers[1]?.('second', 1);
    expect(await again).toBe('second');
    expect(await ask()).toBe('second');
    expect(answers).toHaveLength(2);
  });

  it('stands while rows arrive when it takes long, but not after a person has changed its tables', async () => {
    const { ask, answers, change, act } = await withWorker({ isLarge: true });
    const first = ask();
    answers[0]?.('first', 10_000);
    await first;
    change();
    expect(await ask()).toBe('first');
    act();
    const second = ask();
    answers[1]?.('second', 10_000);
    expect(await second).toBe('second');
  });

  it('that was begun before a person changed something is not given to who asks afterwards', async () => {
    const { ask, answers, act } = await withWorker({ isLarge: true });
    const before = ask();
    act();
    const after = [ask(), ask()];
    answers[0]?.('old', 1);
    expect(await before).toBe('old');
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.('new', 1);
    expect(await Promise.all(after)).toEqual(['new', 'new']);
  });
});
