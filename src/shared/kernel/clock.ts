/** An instant in UTC as ISO-8601 text with milliseconds and `Z`, the form every table stores. */
export type Instant = string;

/** The only source of "now" inside the engine; injected so that tests decide what time it is. */
export type Clock = {
  /** Milliseconds since the epoch, UTC. */
  readonly now: () => number;
};

/** Formats milliseconds since the epoch as the text the tables store. */
export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}
