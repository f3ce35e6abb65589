import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '../../shared/contract/client';
import type { Job } from '../../shared/contract/events';
import { failure, FailureError, type Failure, type JsonValue } from '../../shared/kernel/errors';
import { redactUrls, type Engine, type SecretStore } from '../engine/engine';
import { CommandFailure, type Command, type CommandOutcome, type ParsedOptions } from './command';
import { workspaceFileFor } from './default-workspace';
import { isThere, openEngine } from './engine-access';
import { openEngineBeside } from './engine-beside';
import { exitCodeFor } from './exit-codes';

export type ParsedCall = {
  readonly positionals: readonly string[];
  readonly options: ParsedOptions;
};

const commonOptions = {
  workspace: { type: 'string' },
  database: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Reads the words after a command's name; a wrong one ends the call with exit 2. */
export function parseCall(command: Command | undefined, words: readonly string[]): ParsedCall {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...command?.options, ...commonOptions },
      allowPositionals: true,
    });
    return { options: values, positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      failure('usage', `${message} (lectern ${command?.name ?? ''} --help says what it takes)`),
    );
  }
}

type Surroundings = {
  readonly secrets: SecretStore;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  readonly onJob: (job: Job) => void;
};

/** Runs one command on the workspace it names, and closes it again whatever happens. */
export async function runCommand(
  command: Command,
  call: ParsedCall,
  { secrets, signal, note, onJob }: Surroundings,
): Promise<CommandOutcome> {
  checkCount(command, call.positionals.length);
  const { workspaceFile, database } = whatToOpen(command, call.options);
  const listeners = [onJob];
  const follow = (engine: Engine): Engine => {
    engine.subscribe((event) => {
      if (event.name === 'job') for (const listener of listeners) listener(event.payload);
    });
    return engine;
  };
  const beside =
    database !== undefined || command.opens === 'beside'
      ? await openEngineBeside(workspaceFile, secrets)
      : undefined;
  let engine = beside && follow(beside.engine);
  try {
    return await command.run({
      ...call,
      // Opened by the first call, so that a wrong word is said before a missing file is.
      client: createClient(async (method, input, cancel) => {
        engine ??= follow(openFor(command, call.options, workspaceFile, secrets));
        return engine.call(method, input, cancel instanceof AbortSignal ? cancel : undefined);
      }),
      signal,
      note,
      workspaceFile,
      ...(database === undefined ? {} : { database }),
      onJob: (listener) => listeners.push(listener),
    });
  } finally {
    await (beside ?? engine)?.close();
  }
}

function openFor(
  command: Command,
  options: ParsedOptions,
  file: string,
  secrets: SecretStore,
): Engine {
  if (command.opens === 'nothing' || command.opens === 'beside') {
    throw new Error(`${command.name} opens no workspace`);
  }
  const writes = command.writesWith !== undefined && options[command.writesWith] !== undefined;
  const mode = writes ? 'write' : command.opens;
  const opened = openEngine(file, mode, secrets);
  if (!opened.ok) throw new CommandFailure(opened.error, opened.error.details ?? {});
  if (mode === 'write') refuseReadOnly(opened.value, file);
  return opened.value;
}

function refuseReadOnly(engine: Engine, file: string): void {
  if (!engine.readOnly) return;
  throw new CommandFailure(
    failure(
      'read_only',
      `The workspace ${file} cannot be written. Nothing was changed. Check the permissions of the file and its folder.`,
      { file },
    ),
  );
}

/** The workspace of the call, and the database where the command works on another one. */
function whatToOpen(
  command: Command,
  { database, workspace }: ParsedOptions,
): { readonly workspaceFile: string; readonly database?: string } {
  const named = typeof workspace === 'string' ? workspace : undefined;
  if (typeof database !== 'string') return { workspaceFile: workspaceFileFor(named) };
  const isUrl = /^\s*postgres(ql)?:/i.test(database);
  if (command.takesDatabase) {
    // The engine may run elsewhere: a path is made absolute where it was typed.
    const file = !isUrl && isThere(resolve(database)) ? resolve(database) : undefined;
    const workspaceFile = workspaceFileFor(named);
    // Nothing stands beside the workspace when it is what the work is about.
    return file === workspaceFile
      ? { workspaceFile }
      : { workspaceFile, database: file ?? database };
  }
  if (!isUrl) return { workspaceFile: workspaceFileFor(database) };
  throw new CommandFailure(
    failure(
      'usage',
      `${command.name} works on a workspace, not on a server. Nothing was changed. Give it with --workspace FILE.`,
    ),
  );
}

function checkCount(command: Command, count: number): void {
  const [least, most] = command.positionals;
  if (count >= least && count <= most) return;
  throw new CommandFailure(failure('usage', `Usage: lectern ${command.name} ${command.usage}`));
}

/** What a thrown error means to the caller: a failure with its exit code, or a bug. */
export function outcomeOf(error: unknown, reference: (error: unknown) => string): CommandOutcome {
  if (error instanceof CommandFailure) return failed(error.failure, error.known);
  if (error instanceof FailureError) return failed(error.failure, {});
  const bug: Failure = {
    ...failure('internal', 'Lectern has a fault here; the log has the details.'),
    reference: reference(error),
  };
  return failed(bug, {});
}

function failed(problem: Failure, known: { readonly [key: string]: JsonValue }): CommandOutcome {
  const { code, reference } = problem;
  // What was typed may be repeated in a message, and a URL holds a password.
  const message = redactUrls(problem.message);
  return {
    exit: exitCodeFor(code),
    json: { error: { code, message, ...(reference === undefined ? {} : { reference }) }, ...known },
    text: `${message}${reference === undefined ? '' : ` (reference ${reference})`}`,
  };
}
