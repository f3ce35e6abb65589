/** `name` or, where the e-mail address needs another spelling, `name|latin`. */
export type Spelled = string;

/** Names of one sex: family names are listed apart because many languages inflect them. */
export type NameHalf = { readonly given: readonly Spelled[]; readonly family: readonly Spelled[] };

/** The names of one language and how a full name is written in it. */
export type NamePool = {
  readonly language: string;
  /** The writing system, as Unicode names it. */
  readonly script: string;
  readonly learners: number;
  readonly order: 'given_first' | 'family_first' | 'family_joined';
  readonly women: NameHalf;
  readonly men: NameHalf;
};

/** Full names taken as they stand. */
export type NameList = {
  readonly language: string;
  readonly script: string;
  readonly names: readonly Spelled[];
};
