import type { IconName } from '../ui/icons/icons';
import type { TextKey } from '../ui/i18n/texts';
import type { texts } from './texts';

type PlaceName = TextKey<typeof texts.tree.places>;

/** The places of the rail, in order. `count` names the figure from `home.counts` beside it. */
export const places = [
  { id: 'home', icon: 'home', key: 'h' },
  { id: 'courses', icon: 'courses', key: 'c', count: 'courses' },
  { id: 'quizzes', icon: 'quizzes', key: 'q', count: 'quizzes' },
  { id: 'assignments', icon: 'assignments', key: 'a', count: 'assignments' },
  { id: 'grading', icon: 'grading', key: 'g', count: 'toGrade' },
  { id: 'certificates', icon: 'certificates', key: 'e', count: 'certificates' },
  { id: 'people', icon: 'people', key: 'p', count: 'people' },
  { id: 'database', icon: 'database', key: 'd', count: 'pendingSteps' },
  { id: 'sync', icon: 'sync', key: 'x' },
  { id: 'settings', icon: 'settings', key: 's' },
] as const satisfies readonly {
  readonly id: PlaceName;
  readonly icon: IconName;
  /** Second key of the shortcut `g …`. */
  readonly key: string;
  readonly count?: string;
}[];

export type Place = (typeof places)[number];
export type PlaceId = Place['id'];

/** The address of a place. */
export function pathOfPlace(id: PlaceId): string {
  return `/${id}`;
}
