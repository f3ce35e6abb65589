import { useSyncExternalStore } from 'react';

/** Where the window is: the part of the address after `#`. */
export type Location = {
  /** Always begins with `/`; `/home` at the start. */
  readonly path: string;
  readonly search: URLSearchParams;
};

const firstPath = '/home';

function parse(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : firstPath, search: new URLSearchParams(query) };
}

let lastHash: string | undefined;
let current: Location = { path: firstPath, search: new URLSearchParams() };

/** The location now; the same object until it changes. */
export function readLocation(): Location {
  const { hash } = window.location;
  if (hash !== lastHash) {
    lastHash = hash;
    current = parse(hash);
  }
  return current;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The location; renders again when it changes. */
export function useLocation(): Location {
  return useSyncExternalStore(subscribe, readLocation);
}

/** The address of a path for a link. */
export function hrefOf(to: string): string {
  return `#${to}`;
}

/** Goes to a path such as `/courses/abc?tab=chapters`. `replace` leaves no entry to go back to. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (hrefOf(to) === window.location.hash) return;
  if (options.replace) window.location.replace(hrefOf(to));
  else window.location.hash = to;
}

/**
 * A choice of a page (a tab, a filter) kept in the address, so that going back restores it.
 * Returns the value and its setter; the first value is not written.
 */
export function useSearchParam(
  name: string,
  first = '',
): readonly [string, (value: string) => void] {
  const { search } = useLocation();
  const set = (value: string) => {
    const { path, search: now } = readLocation();
    const next = new URLSearchParams(now);
    if (value === first) next.delete(name);
    else next.set(name, value);
    const query = next.toString();
    navigate(query ? `${path}?${query}` : path, { replace: true });
  };
  return [search.get(name) ?? first, set];
}
