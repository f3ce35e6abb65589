/** What the loop is at, for those who watch. `total` 0 means not yet known. */
export type SyncProgress = {
  readonly busy: 'seeding' | 'pushing' | 'pulling' | 'verifying';
  readonly done: number;
  readonly total: number;
  readonly table: string;
};
