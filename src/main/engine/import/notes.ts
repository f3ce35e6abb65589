import type { DraftLoss, DraftProblem } from './draft';

/** Collects what is to be said about one question while it is read. */
export class Notes {
  readonly problems: DraftProblem[] = [];
  readonly losses: DraftLoss[] = [];

  /** `line` is where the question begins; a problem elsewhere gives its own. */
  constructor(readonly line: number) {}

  problem(code: string, message: string, line = this.line, column?: number): void {
    this.problems.push(
      column === undefined ? { code, message, line } : { code, message, line, column },
    );
  }

  /** Says once that something of the source is not carried over. */
  loss(field: string, text: string): void {
    const said = this.losses.some((loss) => loss.field === field && loss.text === text);
    if (!said && this.losses.length < mostLosses) this.losses.push({ field, text });
  }
}

/** A text of a thousand broken tags is told about a hundred times, which is plenty. */
const mostLosses = 100;

/** Why no question could be made; `keepStem` when its text is worth storing for mending. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly keepStem?: boolean;
};
