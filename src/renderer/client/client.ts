import type { Contract } from '../../shared/contract/index';
import type { CallOptions, InputOf, Method, OutputOf } from '../../shared/contract/define';
import { failure } from '../../shared/kernel/errors';
import type { Failure } from '../../shared/kernel/errors';
import { err } from '../../shared/kernel/result';
import type { Result } from '../../shared/kernel/result';
import { bridge } from './bridge';

/** One call of the contract as the window sees it; `method` is its wire name (`courses.list`). */
export type ClientCall<Input, Output> = {
  (input: Input, options?: CallOptions): Promise<Result<Output, Failure>>;
  readonly method: string;
};

export type CallFor<M extends Method> = ClientCall<InputOf<M>, OutputOf<M>>;

/** What a call answers on success: `AnswerOf<Client['courses']['list']>`. */
export type AnswerOf<C> = C extends ClientCall<never, infer Output> ? Output : never;

/** `client.courses.list({})`, typed from the contract. */
export type Client = {
  readonly [T in keyof Contract]: {
    readonly [M in keyof Contract[T]]: Contract[T][M] extends Method
      ? CallFor<Contract[T][M]>
      : never;
  };
};

let lastCallId = 0;

async function send(
  method: string,
  input: unknown,
  options?: CallOptions,
): Promise<Result<unknown, Failure>> {
  const callId = ++lastCallId;
  const cancel = () => bridge().cancel(callId);
  if (options?.signal?.aborted) return err(failure('cancelled', 'Cancelled before it started.'));
  options?.signal?.addEventListener('abort', cancel);
  try {
    return await bridge().call(method, input, callId);
  } finally {
    options?.signal?.removeEventListener('abort', cancel);
  }
}

function createCall(method: string): ClientCall<unknown, unknown> {
  const call = (input: unknown, options?: CallOptions) => send(method, input, options);
  return Object.assign(call, { method });
}

/** Builds each level once per name, so that a call keeps its identity between renders. */
function memoized<T>(make: (name: string) => T): { readonly [name: string]: T } {
  const made = new Map<string, T>();
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        // `then` must stay undefined, or an awaited topic would be taken for a promise.
        if (typeof name === 'symbol' || name === 'then') return undefined;
        const known = made.get(name) ?? make(name);
        made.set(name, known);
        return known;
      },
    },
  );
}

/**
 * The typed client. A proxy and not a table made from the contract: the contract's schemas would
 * pull zod into the first chunk, and the engine checks every input anyway.
 */
// The names are proved by the `Client` type at compile time; the proxy answers to any name.
export const client = memoized((topic) =>
  memoized((name) => createCall(`${topic}.${name}`)),
) as unknown as Client;
