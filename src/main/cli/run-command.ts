import { parseArgs } from 'node:util';
import type { Job } from '../../shared/contract/events';
import { failure, FailureError, type Failure, type JsonValue } from '../../shared/kernel/errors';
import type { Engine } from '../engine/engine';
import { CommandFailure, type Command, type CommandOutcome, type ParsedOptions } from './command';
import { workspaceFileFor } from './default-workspace';
import { openEngine } from './engine-access';
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
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  readonly onJob: (job: Job) => void;
};

/** Runs one command on the workspace it names, and closes it again whatever happens. */
export async function runCommand(
  command: Command,
  call: ParsedCall,
  { signal, note, onJob }: Surroundings,
): Promise<CommandOutcome> {
  checkCount(command, call.positionals.length);
  const workspaceFile = targetFile(call.options);
  const listeners = [onJob];
  let engine: Engine | undefined;
  try {
    return await command.run({
      ...call,
      get client() {
        engine ??= openFor(command, workspaceFile, (job) => {
          for (const listener of listeners) listener(job);
        });
        return engine.client;
      },
      signal,
      note,
      workspaceFile,
      onJob: (listener) => listeners.push(listener),
    });
  } finally {
    await engine?.close();
  }
}

function openFor(command: Command, file: string, onJob: (job: Job) => void): Engine {
  if (command.opens === 'nothing') throw new Error(`${command.name} opens no workspace`);
  const opened = openEngine(file, command.opens);
  if (!opened.ok) throw new CommandFailure(opened.error, opened.error.details ?? {});
  opened.value.subscribe((event) => {
    if (event.name === 'job') onJob(event.payload);
  });
  if (command.opens === 'write') refuseReadOnly(opened.value, file);
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

function targetFile(options: ParsedOptions): string {
  const database = options.database;
  if (typeof database !== 'string') {
    return workspaceFileFor(typeof options.workspace === 'string' ? options.workspace : undefined);
  }
  if (/^postgres(ql)?:/i.test(database)) {
    throw new CommandFailure(
      failure(
        'unavailable',
        'This release takes the steps of the plan on SQLite workspaces only; Postgres comes with the next one. Nothing was changed.',
      ),
    );
  }
  return workspaceFileFor(database);
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
  const { code, message, reference } = problem;
  return {
    exit: exitCodeFor(code),
    json: { error: { code, message, ...(reference === undefined ? {} : { reference }) }, ...known },
    text: `${message}${reference === undefined ? '' : ` (reference ${reference})`}`,
  };
}
