import type { Failure } from '../../shared/kernel/errors';

/** Where the results of commands are shown. The app connects this to the toasts. */
export type OutcomeSink = {
  readonly done: (message: string, undo?: () => void) => void;
  readonly failed: (failure: Failure, title?: string, wayOut?: WayOut) => void;
};

/** What a person can do instead. A failure of this name takes the place of an earlier one. */
export type WayOut = {
  readonly name: string;
  readonly action: { readonly label: string; readonly run: () => void };
};

let sink: OutcomeSink | undefined;

/** Connects the place where outcomes appear; returns the way to disconnect it. */
export function setOutcomeSink(next: OutcomeSink): () => void {
  sink = next;
  return () => {
    if (sink === next) sink = undefined;
  };
}

/** Says that something was done, with a way back when there is one. */
export function reportDone(message: string, undo?: () => void): void {
  sink?.done(message, undo);
}

/** Says that something could not be done, and keeps its reference visible. */
export function reportFailed(failure: Failure, title?: string, wayOut?: WayOut): void {
  sink?.failed(failure, title, wayOut);
}
