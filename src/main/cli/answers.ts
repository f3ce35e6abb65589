import { failure, type Failure, type JsonValue } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';
import { CommandFailure, type CommandOutcome, type ParsedOptions } from './command';
import { exitCodes } from './exit-codes';

/** The value of a result, or the end of the command with its failure. */
export function unwrap<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new CommandFailure(result.error, result.error.details ?? {});
  return result.value;
}

/** The ordinary end of a command. */
export function done(json: JsonValue, text: string): CommandOutcome {
  return { exit: exitCodes.done, json, text };
}

/** Done, but the answer holds complaints (exit 1). */
export function withComplaints(json: JsonValue, text: string): CommandOutcome {
  return { exit: exitCodes.complaints, json, text };
}

/** Ends the command because it was called wrongly (exit 2). */
export function usageError(message: string): never {
  throw new CommandFailure(failure('usage', message));
}

/** The value of a `--name VALUE` option, or undefined. */
export function text(options: ParsedOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of an option the command cannot do without (exit 2 when missing). */
export function required(options: ParsedOptions, name: string): string {
  return text(options, name) ?? usageError(`--${name} is missing.`);
}

/** All values of a repeatable option. */
export function list(options: ParsedOptions, name: string): readonly string[] {
  const value = options[name];
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

/** Whether a flag was given. */
export function flag(options: ParsedOptions, name: string): boolean {
  return options[name] === true;
}

/** Lays rows out in columns for a terminal. */
export function table(rows: readonly (readonly (string | number | null)[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))));
  const widths = texts.reduce<number[]>(
    (known, row) => row.map((cell, at) => Math.max(known[at] ?? 0, cell.length)),
    [],
  );
  return texts
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
