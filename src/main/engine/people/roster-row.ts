/** One row of a roster before it is checked; `line` counts from 1. */
export type RosterRow = {
  readonly line: number;
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
};
