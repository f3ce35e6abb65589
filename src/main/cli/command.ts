import type { ParseArgsConfig } from 'node:util';
import type { EngineClient } from '../../shared/contract';
import type { Job } from '../../shared/contract/events';
import type { Failure, JsonValue } from '../../shared/kernel/errors';
import type { ExitCode } from './exit-codes';

export type OptionSpecs = NonNullable<ParseArgsConfig['options']>;

/** Options of a command after parsing: `--name value`, `--flag`, or repeated ones. */
export type ParsedOptions = {
  readonly [name: string]: string | boolean | (string | boolean)[] | undefined;
};

/** What a command gets. */
export type CommandCall = {
  readonly positionals: readonly string[];
  readonly options: ParsedOptions;
  /** The typed client of the opened workspace; asking for it opens it. Commands with `opens: 'nothing'` have none. */
  readonly client: EngineClient;
  readonly signal: AbortSignal;
  /** The workspace file of this call, absolute. */
  readonly workspaceFile: string;
  /** What `--database` names, for commands that take one: a Postgres URL, a saved server, or an SQLite file. */
  readonly database?: string;
  /** A line on standard error, unless `--quiet`. */
  readonly note: (line: string) => void;
  /** Called with the progress of running jobs. */
  readonly onJob: (listener: (job: Job) => void) => void;
};

/** What a command answers: the one JSON document, the same for a person, and the exit code. */
export type CommandOutcome = {
  readonly exit: ExitCode;
  readonly json: JsonValue;
  readonly text: string;
};

/** One command of the program; a file in `commands/` exports one or more. */
export type Command = {
  /** Words after the program's name, such as `questions import`. */
  readonly name: string;
  readonly summary: string;
  /** What follows the name, such as `FILE... --quiz ID`. */
  readonly usage: string;
  readonly options: OptionSpecs;
  /** How many words follow: least and most. */
  readonly positionals: readonly [number, number];
  /** `beside`: the command is not about a workspace; the usual one is read where there is one. */
  readonly opens: 'read' | 'write' | 'beside' | 'nothing';
  /** An option that makes a command which opens for reading write. */
  readonly writesWith?: string;
  /** `--database` is passed on to the engine; the workspace is then only read, and need not exist. */
  readonly takesDatabase?: true;
  readonly run: (call: CommandCall) => Promise<CommandOutcome>;
};

/** Thrown by a command (through `unwrap`) to end with a failure. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  constructor(
    readonly failure: Failure,
    /** What is known beside the error, such as `wouldLose`. */
    readonly known: { readonly [key: string]: JsonValue } = {},
  ) {
    super(failure.message);
  }
}
