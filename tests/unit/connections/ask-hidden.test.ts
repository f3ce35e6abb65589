import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { askHidden, type Terminal } from '../../../src/main/cli/ask-hidden';

/** A terminal in memory; `raw` tells whether it was left as it was found. */
function terminal(isTTY = true) {
  const state = { raw: false, shown: '' };
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (raw: boolean) => {
      state.raw = raw;
    },
  });
  const output = Object.assign(new PassThrough(), { isTTY });
  output.on('data', (data: Buffer) => {
    state.shown += data.toString();
  });
  // Only these parts of a terminal are used.
  return { state, input, both: { input, output } as unknown as Terminal };
}

const ask = (both: Terminal, signal = new AbortController().signal) =>
  askHidden('Password for lms', both, signal);

describe('a hidden question', () => {
  test('takes what is typed until Enter, shows none of it, and leaves the terminal as it was', async () => {
    const { state, input, both } = terminal();
    const answer = ask(both);
    expect(state.raw).toBe(true);
    for (const key of ['o', 'p', 'x', '\u007f', 'en ', 'sesäme', '\r']) input.write(key);
    expect(await answer).toBe('open sesäme');
    expect(state).toEqual({ raw: false, shown: 'Password for lms: \n' });
  });

  test('takes a pasted line whole', async () => {
    const { input, both } = terminal();
    const answer = ask(both);
    input.write('pasted\nrest');
    expect(await answer).toBe('pasted');
  });

  test('has no answer without a terminal, without a word, or after the call was ended', async () => {
    expect(await ask(terminal(false).both)).toBeUndefined();
    const empty = terminal();
    const nothing = ask(empty.both);
    empty.input.write('\r');
    expect(await nothing).toBeUndefined();
    const controller = new AbortController();
    const stopped = terminal();
    const answer = ask(stopped.both, controller.signal);
    controller.abort();
    expect(await answer).toBeUndefined();
    expect(stopped.state.raw).toBe(false);
  });

  test('ends the call on Ctrl+C', async () => {
    const { input, state, both } = terminal();
    let interrupted = 0;
    const count = (): void => void (interrupted += 1);
    process.once('SIGINT', count);
    const answer = ask(both);
    input.write('abc\u0003');
    expect(await answer).toBeUndefined();
    process.off('SIGINT', count);
    expect([interrupted, state.raw]).toEqual([1, false]);
  });
});
