/** A quiz or an assignment: of a course itself, or of a course's chapter. */
export type Owner = 'Quiz' | 'Assignment';

const from = (owner: Owner): string =>
  `FROM "${owner}" o LEFT JOIN "Chapter" c ON c."id" = o."chapterId"`;
const courseOf = 'COALESCE(o."courseId", c."courseId")';

/** The course of owner `o`, as a SELECT to be narrowed down by a JOIN or a WHERE. */
export function courseOfOwner(owner: Owner): string {
  return `SELECT ${courseOf} ${from(owner)}`;
}

/** The ids of the owners in the courses that `list` (a subquery of ids) gives. */
export function ownersIn(owner: Owner, list: string): string {
  return `SELECT o."id" ${from(owner)} WHERE ${courseOf} IN (${list})`;
}
