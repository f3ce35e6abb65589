/**
 * Something the set-up cannot mend by itself. `remedy` is a command or a sentence the reader can act on.
 */
export class SetupProblem extends Error {
  /** @param {string} message @param {string} remedy */
  constructor(message, remedy) {
    super(message);
    this.name = 'SetupProblem';
    this.remedy = remedy;
  }
}

/**
 * Messages go to standard error: standard output belongs to the answer of the command that asked
 * for the set-up (`lectern --json` promises exactly one document there).
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {unknown} error */
export function explain(error) {
  if (error instanceof SetupProblem) {
    say(`\nLectern cannot go on: ${error.message}\nTo mend it: ${error.remedy}`);
    return;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
