import type { Contract } from '../../../shared/contract';
import type { Method, OutputOf, ParsedInputOf, Topic } from '../../../shared/contract/define';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import type { CallContext } from '../context';

/** What answers one method; it gets parsed input and gives a value or an expected failure. */
export type Handler<M extends Method> = (
  input: ParsedInputOf<M>,
  context: CallContext,
) => Result<OutputOf<M>, Failure> | Promise<Result<OutputOf<M>, Failure>>;

/** One handler for each method of a topic: the compiler lists what is missing. */
export type Handlers<T extends Topic> = { readonly [M in keyof T]: Handler<T[M]> };

/** Handlers of the whole contract, each topic's loaded when it is first asked. */
export type EngineHandlers = {
  readonly [T in keyof Contract]: () => Promise<Handlers<Contract[T]>>;
};
