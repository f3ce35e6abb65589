type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** The values of a pattern's placeholders: `/courses/:courseId` gives `{ courseId }`. */
export type Params<P extends string> = { readonly [N in ParamNames<P>]: string };

/** Compares a path with a pattern; the values of its placeholders, or null when it does not fit. */
export function matchPath<P extends string>(pattern: P, path: string): Params<P> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: { [name: string]: string } = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      if (value === '') return null;
      params[part.slice(1)] = decodeURIComponent(value);
    } else if (part !== value) return null;
  }
  // The loop above has set every placeholder of the pattern.
  return params as Params<P>;
}

/** Fills a pattern: `pathTo('/courses/:courseId', { courseId })`. */
export function pathTo<P extends string>(pattern: P, params: Params<P>): string {
  const values: { readonly [name: string]: string } = params;
  return pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));
}
