import type { DraftLoss, DraftProblem } from './draft';

/** Collects what is to be said about one question while it is read. */
export class Notes {
  readonly problems: DraftProblem[] = [];
  readonly losses: DraftLoss[] = [];
  readonly #said = new Set<string>();

  /** `line` is where the question begins; a problem elsewhere gives its own. */
  constructor(readonly line: number) {}

  readonly problem = (code: string, message: string, line = this.line, column?: number): void => {
    this.problems.push(
      column === undefined ? { code, message, line } : { code, message, line, column },
    );
  };

  /** Says once that something of the source is not carried over. */
  readonly loss = (field: string, text: string): void => {
    const key = `${field}\n${text}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.losses.push({ field, text });
  };
}

/** Why no question could be made; `keepStem` when its text is worth storing for mending. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly keepStem?: boolean;
};
