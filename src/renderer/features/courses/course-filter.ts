import type { CourseRow } from '../../../shared/contract/courses';

export const courseStates = ['all', 'drafts', 'published'] as const;

export type CourseState = (typeof courseStates)[number];

/** Values of the choice of category that are no names; a name of the database is never empty. */
export const anyCategory = '';
export const noCategory = '\u0000none';

/** The state a text of the address names; anything else means all. */
export function readCourseState(text: string): CourseState {
  return courseStates.find((state) => state === text) ?? 'all';
}

/** The courses in a state. */
export function coursesIn(courses: readonly CourseRow[], state: CourseState): readonly CourseRow[] {
  if (state === 'all') return courses;
  return courses.filter(({ isPublished }) => isPublished === (state === 'published'));
}

/** The courses of a category, of none, or all. */
export function coursesOf(courses: readonly CourseRow[], category: string): readonly CourseRow[] {
  if (category === anyCategory) return courses;
  return courses.filter((course) => (course.category ?? noCategory) === category);
}

/** The categories that occur, by name; whether some course has none comes as `noCategory`, last. */
export function categoriesOf(courses: readonly CourseRow[]): readonly string[] {
  const names = new Set(courses.flatMap(({ category }) => (category === null ? [] : [category])));
  const sorted = [...names].sort((a, b) => a.localeCompare(b));
  return courses.some(({ category }) => category === null) ? [...sorted, noCategory] : sorted;
}
