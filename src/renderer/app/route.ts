import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { matchPath } from '../ui/navigation/match-path';
import type { Params } from '../ui/navigation/match-path';
import type { PlaceId } from './places';

type AnyParams = { readonly [name: string]: string };
type PageProps = { readonly params: AnyParams };

/** A page at an address; its code is loaded when the address is first visited. */
export type Route = {
  readonly path: string;
  readonly place: PlaceId;
  readonly Page: LazyExoticComponent<ComponentType<PageProps>>;
  readonly preload: () => Promise<unknown>;
};

/**
 * Declares a page: the component gets the placeholders of its path as `params`.
 * `load` returns the component from a dynamic import, so that each feature is its own chunk.
 */
export function route<P extends string>(
  path: P,
  place: PlaceId,
  load: () => Promise<ComponentType<{ readonly params: Params<P> }>>,
): Route {
  const Page = lazy(async () => ({
    // `matchPath` fills exactly the placeholders of `path`, so the page gets what it declares.
    default: (await load()) as unknown as ComponentType<PageProps>,
  }));
  return { path, place, Page, preload: load };
}

/** The first route that fits, with the values of its placeholders. */
export function findRoute(
  routes: readonly Route[],
  path: string,
): { readonly route: Route; readonly params: AnyParams } | undefined {
  for (const candidate of routes) {
    const params: AnyParams | null = matchPath<string>(candidate.path, path);
    if (params) return { route: candidate, params };
  }
  return undefined;
}
