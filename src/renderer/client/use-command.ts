import { useCallback, useState } from 'react';
import { failure } from '../../shared/kernel/errors';
import type { Failure } from '../../shared/kernel/errors';
import type { Result } from '../../shared/kernel/result';
import { client } from './client';
import type { ClientCall } from './client';
import { reportDone, reportFailed } from './outcomes';
import { useLatest } from './use-latest';

export type CommandOptions<Input, Output> = {
  /** The confirming toast; leave it out where the page itself shows the outcome. */
  readonly success?: string | ((output: Output, input: Input) => string | undefined);
  /** Offers Undo in that toast, for exactly this action. */
  readonly undoable?: boolean;
  readonly onDone?: (output: Output, input: Input) => void;
  /** Takes over the failure (a field error, say); return true when it has been shown. */
  readonly onFailed?: (failure: Failure, input: Input) => boolean;
  /** Heading of the failure toast: what could not be done. */
  readonly failureTitle?: string;
};

export type Command<Input, Output> = {
  readonly run: (input: Input) => Promise<Result<Output, Failure>>;
  readonly isPending: boolean;
};

/** Takes back one named action and says so when that fails. */
export async function undoAction(action?: string): Promise<void> {
  const result = await client.history.undo(action ? { action } : {});
  if (!result.ok) reportFailed(result.error);
}

async function confirm(message: string, undoable: boolean): Promise<void> {
  if (!undoable) return reportDone(message);
  // Asked now and not when the button is pressed: another action may come in between.
  const next = await client.history.next({});
  const action = next.ok ? next.value.undo?.action : undefined;
  reportDone(message, action ? () => void undoAction(action) : undefined);
}

async function attempt<Input, Output>(
  call: ClientCall<Input, Output>,
  input: Input,
): Promise<Result<Output, Failure>> {
  try {
    return await call(input);
  } catch (reason) {
    const text = reason instanceof Error ? reason.message : String(reason);
    return { ok: false, error: failure('internal', `The window lost an answer: ${text}`) };
  }
}

/**
 * Runs a command of the contract: pending state while it runs, a toast with message and
 * reference when it fails, and when asked for a confirming toast with Undo.
 */
export function useCommand<Input, Output>(
  call: ClientCall<Input, Output>,
  options: CommandOptions<Input, Output> = {},
): Command<Input, Output> {
  const [pending, setPending] = useState(0);
  const latest = useLatest(options);
  const run = useCallback(
    async (input: Input) => {
      setPending((count) => count + 1);
      const result = await attempt(call, input);
      setPending((count) => count - 1);
      settle(result, input, latest.current);
      return result;
    },
    [call, latest],
  );
  return { run, isPending: pending > 0 };
}

function settle<Input, Output>(
  result: Result<Output, Failure>,
  input: Input,
  options: CommandOptions<Input, Output>,
): void {
  if (!result.ok) {
    if (!options.onFailed?.(result.error, input)) reportFailed(result.error, options.failureTitle);
    return;
  }
  options.onDone?.(result.value, input);
  const { success } = options;
  const message = typeof success === 'function' ? success(result.value, input) : success;
  if (message) void confirm(message, options.undoable === true);
}
