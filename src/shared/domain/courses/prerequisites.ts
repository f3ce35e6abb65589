/** A course and the courses that must be completed before it. */
export type CourseNode = {
  readonly id: string;
  readonly prerequisites: readonly string[];
};

type Frame = { readonly id: string; next: number };

/**
 * Finds courses that require each other in a circle, e.g. `['a', 'b', 'a']` when a needs b and b
 * needs a; undefined when there is none. Prerequisites that are not in the list are ignored.
 * Walks with a stack of its own, so that a chain of 100,000 courses does not overflow.
 */
export function findPrerequisiteCycle(
  courses: readonly CourseNode[],
): readonly string[] | undefined {
  const edges = new Map(courses.map(({ id, prerequisites }) => [id, prerequisites]));
  const done = new Set<string>();
  for (const { id } of courses) {
    const cycle = walk(id, edges, done);
    if (cycle) return cycle;
  }
  return undefined;
}

function walk(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | undefined {
  if (done.has(start)) return undefined;
  const path: Frame[] = [{ id: start, next: 0 }];
  const onPath = new Set([start]);
  for (let frame = path.at(-1); frame; frame = path.at(-1)) {
    const target = edges.get(frame.id)?.[frame.next];
    frame.next += 1;
    if (target === undefined) {
      path.pop();
      onPath.delete(frame.id);
      done.add(frame.id);
    } else if (onPath.has(target)) {
      const ids = path.map(({ id }) => id);
      return [...ids.slice(ids.indexOf(target)), target];
    } else if (edges.has(target) && !done.has(target)) {
      path.push({ id: target, next: 0 });
      onPath.add(target);
    }
  }
  return undefined;
}

/** Prerequisite ids that name no course, each once, in order of appearance. */
export function unknownPrerequisites(courses: readonly CourseNode[]): readonly string[] {
  const known = new Set(courses.map(({ id }) => id));
  const named = courses.flatMap(({ prerequisites }) => prerequisites);
  return [...new Set(named.filter((id) => !known.has(id)))];
}
