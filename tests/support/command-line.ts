import { createCliSecrets } from '../../src/main/cli/cli-secrets';
import type { CommandOutcome } from '../../src/main/cli/command';
import { findCommand } from '../../src/main/cli/registry';
import { outcomeOf, parseCall, runCommand } from '../../src/main/cli/run-command';

/** Runs the command line in this process, without a terminal; a bug of the program is thrown. */
export async function runCommandLine(
  words: readonly string[],
  password?: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandOutcome> {
  const terminal = { input: process.stdin, output: process.stderr };
  try {
    const found = findCommand(words);
    if (!found) throw new Error(`no command ${words.join(' ')}`);
    return await runCommand(found.command, parseCall(found.command, found.rest), {
      secrets: createCliSecrets(password, terminal, signal),
      signal,
      note: () => undefined,
      onJob: () => undefined,
    });
  } catch (error) {
    return outcomeOf(error, (bug) => {
      throw bug;
    });
  }
}
