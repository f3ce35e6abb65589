import type { EngineClient } from '../../../shared/contract';

/** What every part of the demo works with. */
export type DemoRun = {
  readonly client: EngineClient;
  readonly signal: AbortSignal;
  /** Tells what was just done, as it happens. */
  readonly say: (line: string) => void;
};
