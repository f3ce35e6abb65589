/** The parts of a terminal that a question needs. */
export type Terminal = {
  readonly input: NodeJS.ReadStream;
  /** Where the question is shown; standard output belongs to the answer. */
  readonly output: NodeJS.WriteStream;
};

const enter = /[\r\n\u0004]/;
const backspace = /[\b\u007f]/;
const interrupt = '\u0003';

/**
 * Asks at the terminal without showing what is typed. Undefined without a terminal, on Ctrl+C
 * (which also ends the call), or when nothing was typed.
 */
export function askHidden(
  question: string,
  { input, output }: Terminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!input.isTTY || !output.isTTY || signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: string | undefined): void => {
      input.off('data', read);
      signal.removeEventListener('abort', stop);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(answer);
    };
    const stop = (): void => finish(undefined);
    const read = (data: Buffer): void => {
      for (const character of data.toString('utf8')) {
        if (character === interrupt) {
          finish(undefined);
          // In raw mode the terminal does not turn Ctrl+C into a signal.
          process.emit('SIGINT');
          return;
        }
        if (enter.test(character)) return finish(typed === '' ? undefined : typed);
        typed = backspace.test(character) ? [...typed].slice(0, -1).join('') : typed + character;
      }
    };
    signal.addEventListener('abort', stop);
    output.write(`${question}: `);
    input.setRawMode(true);
    input.resume();
    input.on('data', read);
  });
}
