import type { CancelSignal } from '../kernel/cancel';
import type { Failure } from '../kernel/errors';
import type { Result } from '../kernel/result';
import { contract, type EngineClient } from './index';

/** Carries one call to the engine, however far away it is. */
export type Transport = (
  method: string,
  input: unknown,
  signal: CancelSignal | undefined,
) => Promise<Result<unknown, Failure>>;

/** Builds the typed client of the contract over a transport: `client.courses.list({})`. */
export function createClient(transport: Transport): EngineClient {
  const topics: Record<string, Record<string, unknown>> = {};
  for (const [topicName, topic] of Object.entries(contract)) {
    const methods: Record<string, unknown> = {};
    for (const name of Object.keys(topic)) {
      methods[name] = (input: unknown, options?: { readonly signal?: CancelSignal }) =>
        transport(`${topicName}.${name}`, input, options?.signal);
    }
    topics[topicName] = methods;
  }
  // Built from the contract's own keys; the engine parses every output before it answers.
  return topics as unknown as EngineClient;
}
