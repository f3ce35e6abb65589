import type { Failure } from '../kernel/errors';
import type { Result } from '../kernel/result';
import type { EventName, EventOf } from './events';

/** What goes over the MessagePort from a window to the engine. */
export type Request =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** What comes back: answers to calls, and events nobody asked for. */
export type Reply =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Failure> }
  | {
      [N in EventName]: { readonly kind: 'event'; readonly name: N; readonly payload: EventOf<N> };
    }[EventName];
