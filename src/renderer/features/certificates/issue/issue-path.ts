/** The address of issuing, with a course chosen when one is given. */
export function issuePath(courseId: string): string {
  const base = '/certificates/issue';
  return courseId === '' ? base : `${base}?course=${encodeURIComponent(courseId)}`;
}
