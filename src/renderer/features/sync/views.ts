import { useSearchParam } from '../../ui/navigation/location';

export const views = ['conflicts', 'waiting', 'others', 'history', 'health'] as const;
export type View = (typeof views)[number];

/** The view of the page that the address names. */
export function useView(): readonly [View, (view: View) => void] {
  const [named, setNamed] = useSearchParam('view', views[0]);
  return [views.find((view) => view === named) ?? views[0], setNamed];
}
