import type { ClientCall } from './client';
import { queryKey, watchQuery } from './query-cache';

/** Asks before the view that will show the answer exists; the view then finds it there or on its way. */
export function prefetch<Input, Output>(call: ClientCall<Input, Output>, input: Input): void {
  const key = queryKey(call.method, input);
  const request = { key, method: call.method, fetch: () => call(input) };
  // Nobody is shown it yet: watched only to have it fetched.
  watchQuery(request, () => undefined)();
}
