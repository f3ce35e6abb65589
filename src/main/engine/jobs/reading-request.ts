/** What the worker for readings is asked. */
export type ReadingRequest = {
  readonly file: string;
  /** Which file the engine has open; another one of this name is not read. */
  readonly identity: string;
  readonly name: string;
  readonly input: unknown;
};

/** The end of its answer. A long list was sent before, in parts, so that no part is long to take over. */
export type ReadingDone = {
  readonly isInParts: boolean;
  readonly value: unknown;
  readonly took: number;
};
