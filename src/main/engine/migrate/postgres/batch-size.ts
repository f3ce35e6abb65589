/** Bounds of a batch, counted in the rows that its `next` file counts. */
const largest = 2_500;
const smallest = 50;
/** A batch may take 200 ms; aiming lower leaves room for a slow moment of the server. */
const aimMs = 80;

/**
 * How many rows the next batch may cover. It starts small, grows while batches are quick, and
 * shrinks at once when one was slow: others wait for the rows that a batch holds.
 */
export class BatchSize {
  #rows = 500;

  get rows(): number {
    return Math.round(this.#rows);
  }

  /** Learns from a batch that took this long. */
  learn(ms: number): void {
    const factor = Math.min(2, Math.max(0.25, aimMs / Math.max(ms, 1)));
    this.#rows = Math.min(largest, Math.max(smallest, this.#rows * factor));
  }
}
