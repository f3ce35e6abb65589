import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createLog } from '../engine/engine';
import { createCliSecrets } from './cli-secrets';
import type { CommandOutcome } from './command';
import { userDataFolder } from './default-workspace';
import { exitCodes } from './exit-codes';
import { helpText, nearestCommands } from './help';
import { createProgressLine } from './progress';
import { findCommand } from './registry';
import { outcomeOf, parseCall, runCommand } from './run-command';
import { CommandFailure } from './command';
import { failure } from '../../shared/kernel/errors';

/** Runs the program on the words of its call and returns the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const quiet = words.includes('--quiet');
  const progress = createProgressLine(process.stderr);
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt);
  const note = (line: string): void => {
    progress.clear();
    if (!quiet) process.stderr.write(`${line}\n`);
  };
  const outcome = await attempt(words, {
    secrets: createCliSecrets(takePassword(), terminal, controller.signal),
    signal: controller.signal,
    note,
    onJob: quiet ? () => undefined : progress.show,
  });
  process.removeListener('SIGINT', interrupt);
  progress.clear();
  print(outcome, json);
  return outcome.exit;
}

const terminal = { input: process.stdin, output: process.stderr };

/** Reads the password out of the environment, where programs that are started would inherit it. */
function takePassword(): string | undefined {
  const password = process.env.LECTERN_PASSWORD;
  delete process.env.LECTERN_PASSWORD;
  return password;
}

async function attempt(
  words: readonly string[],
  surroundings: Parameters<typeof runCommand>[2],
): Promise<CommandOutcome> {
  try {
    const found = findCommand(words);
    if (words.length === 0 || words.includes('--help')) {
      const text = helpText(found?.command);
      return { exit: exitCodes.done, json: { help: text }, text };
    }
    if (!found) {
      throw new CommandFailure(
        failure(
          'usage',
          `There is no command “${words.filter((word) => !word.startsWith('-')).join(' ')}”. ${nearestCommands(words)}`,
        ),
      );
    }
    return await runCommand(found.command, parseCall(found.command, found.rest), surroundings);
  } catch (error) {
    return outcomeOf(error, writeDown);
  }
}

function writeDown(error: unknown): string {
  const log = createLog({
    file: join(userDataFolder(), 'logs', 'lectern.log'),
    clock: { now: () => Date.now() },
    random: (length) => randomBytes(length),
  });
  return log.bug('cli', error);
}

function print(outcome: CommandOutcome, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome.json, null, 2)}\n`);
  else if (outcome.exit === exitCodes.done || outcome.exit === exitCodes.complaints)
    process.stdout.write(`${outcome.text}\n`);
  else process.stderr.write(`${outcome.text}\n`);
}

process.exitCode = await main(process.argv.slice(2));
