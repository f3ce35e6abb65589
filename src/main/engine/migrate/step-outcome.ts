/** What a finished step reports; durations in milliseconds. */
export type StepOutcome = {
  readonly name: string;
  readonly durationMs: number;
  readonly retries: number;
  readonly rows: number;
  /** The longest wait that the run has caused to others so far; absent where nobody waits. */
  readonly longestWaitMs?: number;
};

/** Carries the statement that failed to whoever reports it; nothing of the step stays. */
export class StepError extends Error {
  override readonly name = 'StepError';
  constructor(
    readonly step: string,
    readonly statement: string,
    options: { readonly cause: unknown },
  ) {
    super(options.cause instanceof Error ? options.cause.message : String(options.cause), options);
  }
}
