/** What preflight looks at, in the order in which complaints are shown. */
export const preflightChecks = [
  'server_version',
  'standby',
  'integrity',
  'privileges',
  'tables',
  'columns',
  'types',
  'nullability',
  'uniqueness',
  'duplicates',
  'half_existing',
  'dependent_views',
  'triggers',
  'replication',
  'time_zone',
  'long_transactions',
  'free_space',
] as const;
export type PreflightCheck = (typeof preflightChecks)[number];

/** Something that stands in the way of the steps, with what to do about it. Whole sentences. */
export type PreflightComplaint = {
  readonly check: PreflightCheck;
  /** The table, column, session ... that it is about. */
  readonly object: string;
  readonly detail: string;
  readonly remedy: string;
  /** A blocker makes a step fail or harms; a warning needs a look. */
  readonly severity: 'blocker' | 'warning';
};

/** What a preflight found; `information` asks for nothing. */
export type Preflight = {
  readonly complaints: readonly PreflightComplaint[];
  readonly information: readonly string[];
};

/** Builds a complaint that stops the steps. */
export function blocker(
  check: PreflightCheck,
  object: string,
  detail: string,
  remedy: string,
): PreflightComplaint {
  return { check, object, detail, remedy, severity: 'blocker' };
}

/** Builds a complaint that somebody should look at. */
export function warning(
  check: PreflightCheck,
  object: string,
  detail: string,
  remedy: string,
): PreflightComplaint {
  return { check, object, detail, remedy, severity: 'warning' };
}

/** Puts findings together, in the order of the checks. */
export function joinFindings(parts: readonly Partial<Preflight>[]): Preflight {
  const place = (one: PreflightComplaint): number => preflightChecks.indexOf(one.check);
  return {
    complaints: parts
      .flatMap((part) => part.complaints ?? [])
      .toSorted((a, b) => place(a) - place(b)),
    information: parts.flatMap((part) => part.information ?? []),
  };
}
