/**
 * A `pg_snapshot`: which transactions of the server are behind us. Ids are compared as numbers;
 * their text would sort 10000 before 9999.
 */
export type Cursor = {
  /** All ids below it have ended. */
  readonly xmin: bigint;
  /** No id at or above it had begun to be visible. */
  readonly xmax: bigint;
  /** Under way when the snapshot was taken, hence not in it. */
  readonly running: readonly bigint[];
};

/** Reads `xmin:xmax:xip,xip`; throws for any other text, because nothing else is ever stored. */
export function parseCursor(text: string): Cursor {
  const parts = /^(\d+):(\d+):((?:\d+(?:,\d+)*)?)$/.exec(text);
  if (!parts) throw new Error(`${text} is not a snapshot`);
  const [, xmin = '0', xmax = '0', running = ''] = parts;
  return {
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    running: running === '' ? [] : running.split(',').map(BigInt),
  };
}

/** Whether the snapshot holds what the transaction `xid` wrote, provided that it was committed. */
export function sees(cursor: Cursor, xid: string): boolean {
  const id = BigInt(xid);
  return id < cursor.xmax && !cursor.running.includes(id);
}
