import type { Workspace } from '../../storage/workspace';
import { presentTables } from '../local/present-tables';
import { syncTables } from '../tables';

/** Counting a table this large takes long enough to be noticed in the window. */
const largeRows = 200_000;
const recountLargeMs = 30_000;

type Count = { readonly rows: number; readonly at: number; stale: boolean };

/** How many rows each synced table has here; counted again only where something changed. */
export class RowCounts {
  readonly #counts = new Map<string, Count>();

  constructor(
    readonly connection: Workspace['connection'],
    private readonly now: () => number,
  ) {}

  /** To be told of tables whose rows changed. */
  touch(tables: readonly string[]): void {
    for (const table of tables) {
      const count = this.#counts.get(table);
      if (count) count.stale = true;
    }
  }

  /** Everything is counted again when it is next asked for. */
  forget(): void {
    this.#counts.clear();
  }

  /** A large table may be as old as half a minute; `exactly` counts it all the same. */
  read(exactly = false): Record<string, number> {
    const present = presentTables(this);
    return Object.fromEntries(
      syncTables
        .filter(({ name }) => present.has(name))
        .map(({ name }) => [name, this.#count(name, exactly)]),
    );
  }

  /** Counts one table after the other and lets other work run between. */
  async warmUp(breathe: () => Promise<void>): Promise<void> {
    for (const name of presentTables(this)) {
      if (syncTables.some((table) => table.name === name)) this.#count(name, false);
      await breathe();
    }
  }

  #count(table: string, exactly: boolean): number {
    const known = this.#counts.get(table);
    const now = this.now();
    if (known && !known.stale) return known.rows;
    const isYoung = known !== undefined && now - known.at < recountLargeMs;
    if (known && isYoung && known.rows > largeRows && !exactly) return known.rows;
    // The name stands in our own catalogue.
    const rows = Number(this.connection.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
    this.#counts.set(table, { rows, at: now, stale: false });
    return rows;
  }
}
