import type { Draft, OutgoingQuestion, Written } from '../draft';

/** What a recogniser looks at: the beginning of the text, and the name of the file. */
export type Sample = { readonly text: string; readonly name: string };

/** How sure a recogniser is (0 not at all, 1 certain), and why, in words for the preview. */
export type Recognition = { readonly confidence: number; readonly reason: string };

/** Field of Lectern (`question`, `option1`, `correct` ...) to column of the file. */
export type ColumnMapping = { readonly [field: string]: string };

export type ReadOptions = { readonly mapping?: ColumnMapping };

/** The columns of a table-like file, and which of them are read as what. */
export type TableColumns = {
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Why the table cannot be read as questions, when it cannot. */
  readonly failure: string | null;
};

/**
 * One format. A reader is a pure generator from text to drafts: it never throws on bad input and
 * knows neither files nor databases. A format is one folder and one row in `formats/index.ts`.
 */
export type Format = {
  /** The id of the command line: `--format gift`. */
  readonly id: string;
  readonly label: string;
  readonly extension: string;
  readonly recognise: (sample: Sample) => Recognition;
  readonly read: (text: string, options: ReadOptions) => Iterable<Draft>;
  readonly write: (questions: Iterable<OutgoingQuestion>) => Written;
  /** For table-like formats: what a person may map. */
  readonly columns?: (text: string, options: ReadOptions) => TableColumns;
};
