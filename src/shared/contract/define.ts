import type { z } from 'zod';
import type { CancelSignal } from '../kernel/cancel';
import type { Failure } from '../kernel/errors';
import type { Result } from '../kernel/result';

/**
 * One call of the contract. A query never changes anything and may run on a read-only
 * workspace; a command may. `tables` names what a query depends on, so that the window
 * knows when its answer is stale.
 */
export type Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
  readonly tables: readonly string[];
};

/** Calls that belong together; a topic is one file here and one folder in the engine. */
export type Topic = { readonly [name: string]: Method };

/** Declares a call that only reads. `tables` are the tables whose change makes the answer stale. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  tables: readonly string[] = [],
): Method<I, O> {
  return { kind: 'query', input, output, tables };
}

/** Declares a call that may change something. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> {
  return { kind: 'command', input, output, tables: [] };
}

/** What a caller passes: fields with defaults may be left out. */
export type InputOf<M extends Method> = z.input<M['input']>;
/** What a handler receives: defaults filled in. */
export type ParsedInputOf<M extends Method> = z.output<M['input']>;
/** What a caller gets back on success. */
export type OutputOf<M extends Method> = z.output<M['output']>;

/** The typed client of a whole contract: `client.courses.list({})`. */
export type ClientOf<C extends { readonly [topic: string]: Topic }> = {
  readonly [T in keyof C]: {
    readonly [M in keyof C[T]]: (
      input: InputOf<C[T][M]>,
      options?: CallOptions,
    ) => Promise<Result<OutputOf<C[T][M]>, Failure>>;
  };
};

/** How a caller may influence one call. */
export type CallOptions = { readonly signal?: CancelSignal };
