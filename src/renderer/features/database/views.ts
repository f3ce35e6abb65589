import { useSearchParam } from '../../ui/navigation/location';

/** What the page shows of a database, one at a time. */
export const views = ['steps', 'preflight', 'verify', 'history'] as const;
export type View = (typeof views)[number];

/** The view in the address. */
export function useView(): readonly [View, (view: View) => void] {
  const [text, setText] = useSearchParam('view', views[0]);
  return [views.find((view) => view === text) ?? views[0], setText];
}
