import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOutcome } from '../../src/main/cli/command';
import type { JsonValue } from '../../src/shared/kernel/errors';
import { runCommandLine } from '../support/command-line';

/** What a call answered; `json` as a program reads it. */
export type CliAnswer = Omit<CommandOutcome, 'json'> & {
  readonly json: { readonly [name: string]: JsonValue };
};

/** A folder of a person, with a workspace in it; `run` calls the command line in this process. */
export type CliHome = {
  readonly folder: string;
  readonly workspace: string;
  readonly run: (
    words: string,
    options?: { password?: string; signal?: AbortSignal },
  ) => Promise<CliAnswer>;
  readonly remove: () => void;
};

/** Words are split at spaces; `$W` stands for the workspace. */
export function cliHome(name = 'work.lectern'): CliHome {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-home-'));
  const workspace = join(folder, name);
  return {
    folder,
    workspace,
    run: async (words, { password, signal } = {}) => {
      process.env.LECTERN_HOME = folder;
      process.env.LECTERN_WORKSPACE = workspace;
      const { json, ...rest } = await runCommandLine(
        words.split(' ').map((word) => word.replace('$W', workspace)),
        password,
        signal,
      );
      // Through text, as it comes out of the program.
      return { ...rest, json: JSON.parse(JSON.stringify(json)) };
    },
    remove: () => {
      Reflect.deleteProperty(process.env, 'LECTERN_HOME');
      Reflect.deleteProperty(process.env, 'LECTERN_WORKSPACE');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
