import type { z } from 'zod';
import type { coursePatch, courses } from '../../../shared/contract/courses';
import { moveWithin, renumbered } from '../../../shared/domain/arrangement';
import { findPrerequisiteCycle, type CourseNode } from '../../../shared/domain/courses';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { changeLabel, quoted } from '../fields/change-label';
import { toStored } from '../fields/to-stored';
import type { Handlers } from '../rpc/handlers';
import type { ReadableDb } from '../storage/database';
import { rememberedAside } from '../storage/remembered-aside';
import {
  chapterPlaces,
  courseTitles,
  courseWork,
  findChapter,
  findCourse,
  hasCategory,
  listCategories,
  listChapters,
  listCourses,
  prerequisiteGraph,
} from './repository';
import { courseNumbers, courseTakers } from './takers';

/** Courses and their chapters: reading, making, changing, ordering. */
export const courseHandlers: Handlers<typeof courses> = {
  list: async (_input, context) => {
    const takers = await rememberedAside(context, courseTakers, null);
    return ok({ courses: listCourses(context.workspace.read, takers) });
  },

  get: async ({ id }, context) => {
    const { read } = context.workspace;
    requireTitle(read, id);
    const { takers, completedBy } = await rememberedAside(context, courseNumbers, id);
    const { prerequisiteIds, ...course } = findCourse(read, id, takers) ?? noCourse(id);
    const titles = courseTitles(read, prerequisiteIds);
    return ok({
      ...course,
      prerequisites: prerequisiteIds.map((one) => ({ id: one, title: titles.get(one) ?? null })),
      chapterList: listChapters(read, id, completedBy),
      ...courseWork(read, id),
    });
  },

  categories: (_input, { workspace }) => ok({ categories: listCategories(workspace.read) }),

  create: ({ title }, { edit, newId, lmsUser }) => {
    const createdById = lmsUser();
    const id = newId();
    edit({ name: 'course.create', label: `new course ${quoted(title)}` }, (change) => {
      const { at } = change;
      change.insert('Course', { id, title, createdById, createdAt: at, updatedAt: at });
    });
    return ok({ id });
  },

  update: ({ id, patch }, { workspace: { read }, edit }) => {
    const courseTitle = requireTitle(read, id);
    checkReferences(read, id, patch);
    edit({ name: 'course.update', label: changeLabel(patch, courseTitle) }, (change) => {
      change.update('Course', id, toStored(patch));
    });
    return ok({});
  },

  createChapter: ({ courseId, title }, { workspace: { read }, edit, newId }) => {
    const courseTitle = requireTitle(read, courseId);
    const id = newId();
    const label = `new chapter ${quoted(title)} in ${quoted(courseTitle)}`;
    edit({ name: 'chapter.create', label }, (change) => {
      const position =
        Math.max(0, ...chapterPlaces(change, courseId).map(({ place }) => place)) + 1;
      const { at } = change;
      change.insert('Chapter', { id, title, courseId, position, createdAt: at, updatedAt: at });
    });
    return ok({ id });
  },

  updateChapter: ({ id, patch }, { workspace: { read }, edit }) => {
    const chapter = findChapter(read, id) ?? noChapter(id);
    edit({ name: 'chapter.update', label: changeLabel(patch, chapter.title) }, (change) => {
      change.update('Chapter', id, toStored(patch));
    });
    return ok({});
  },

  moveChapter: ({ id, to }, { workspace: { read }, edit }) => {
    const chapter = findChapter(read, id) ?? noChapter(id);
    edit({ name: 'chapter.move', label: `reorder chapter ${quoted(chapter.title)}` }, (change) => {
      const moved = moveWithin(chapterPlaces(change, chapter.courseId), id, to);
      for (const { id: one, place } of renumbered(moved)) {
        change.update('Chapter', one, { position: place });
      }
    });
    return ok({});
  },
};

/** What a course points at must be there, and its prerequisites must not lead back to it. */
function checkReferences(db: ReadableDb, id: string, patch: z.output<typeof coursePatch>): void {
  if (patch.categoryId && !hasCategory(db, patch.categoryId)) {
    fail('bad_input', `There is no category ${patch.categoryId}. Nothing was changed.`);
  }
  const { prerequisites } = patch;
  if (!prerequisites) return;
  const graph = new Map(prerequisiteGraph(db)).set(id, prerequisites);
  const missing = prerequisites.filter((one) => !graph.has(one));
  if (missing.length > 0) {
    fail('bad_input', `There is no course ${missing.join(', ')} to ask for. Nothing was changed.`, {
      missing,
    });
  }
  const cycle = findPrerequisiteCycle(leadingFrom(id, graph));
  if (!cycle) return;
  const titles = courseTitles(db, cycle);
  const path = cycle.map((one) => quoted(titles.get(one) ?? one)).join(' asks for ');
  fail('bad_input', `These prerequisites would go in a circle: ${path}. Nothing was changed.`, {
    cycle,
  });
}

/** The courses one must complete for `id`, itself included: a circle elsewhere is not its matter. */
function leadingFrom(id: string, graph: ReadonlyMap<string, readonly string[]>): CourseNode[] {
  const nodes: CourseNode[] = [];
  const seen = new Set([id]);
  for (const one of seen) {
    const prerequisites = graph.get(one) ?? [];
    nodes.push({ id: one, prerequisites });
    // A set goes on over what is added while it is walked.
    for (const next of prerequisites) seen.add(next);
  }
  return nodes;
}

function requireTitle(db: ReadableDb, id: string): string {
  return courseTitles(db, [id]).get(id) ?? noCourse(id);
}

function noCourse(id: string): never {
  return fail('not_found', `There is no course ${id}. It may have been removed.`, { id });
}

function noChapter(id: string): never {
  return fail('not_found', `There is no chapter ${id}. It may have been removed.`, { id });
}
