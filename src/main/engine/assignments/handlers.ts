import type { assignments } from '../../../shared/contract/assignments';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { requireCourse, settlePlace } from '../courses/placement';
import { changeLabel, quoted } from '../fields/change-label';
import { toStored } from '../fields/to-stored';
import type { Handlers } from '../rpc/handlers';
import { remembered } from '../storage/remembered';
import { findAssignment, findLatePolicy, listAssignments } from './repository';

/** Assignments, their settings and their rule for late work. */
export const assignmentHandlers: Handlers<typeof assignments> = {
  list: ({ courseId }, { workspace }) => {
    const list = () => listAssignments(workspace.read, courseId);
    return ok({ assignments: remembered(workspace, `assignments.list ${courseId ?? ''}`, list) });
  },

  get: ({ id }, { workspace: { read } }) => {
    const assignment = findAssignment(read, id) ?? noAssignment(id);
    return ok({ ...assignment, latePolicy: findLatePolicy(read, id) });
  },

  create: ({ title, courseId }, { workspace: { read }, edit, newId }) => {
    if (courseId !== null) requireCourse(read, courseId);
    const id = newId();
    edit({ name: 'assignment.create', label: `new assignment ${quoted(title)}` }, (change) => {
      const { at } = change;
      const row = { id, title, courseId, description: '', createdAt: at, updatedAt: at };
      change.insert('Assignment', row);
    });
    return ok({ id });
  },

  update: ({ id, patch }, { workspace: { read }, edit }) => {
    const assignment = findAssignment(read, id) ?? noAssignment(id);
    const place = settlePlace(read, assignment, patch);
    const label = changeLabel(patch, assignment.title);
    edit({ name: 'assignment.update', label }, (change) => {
      change.update('Assignment', id, { ...toStored(patch), ...place });
    });
    return ok({});
  },

  setLatePolicy: ({ id, policy }, { workspace: { read }, edit }) => {
    const { title } = findAssignment(read, id) ?? noAssignment(id);
    edit({ name: 'assignment.late-rule', label: `late rule of ${quoted(title)}` }, (change) => {
      if (policy) {
        change.upsert('lectern_late_policy', {
          assignment_id: id,
          rate: policy.rate,
          interval_seconds: policy.intervalSeconds,
          floor_percent: policy.floorPercent,
        });
      } else if (findLatePolicy(change, id)) change.remove('lectern_late_policy', id);
    });
    return ok({});
  },

  remove: ({ id }, { workspace: { read }, edit }) => {
    const { title, submissions } = findAssignment(read, id) ?? noAssignment(id);
    if (submissions > 0) {
      fail(
        'refused',
        `${quoted(title)} has ${submissions} submissions, which would go with it. Nothing was removed. Unpublish it instead: learners no longer see it and their work stays.`,
        { id, submissions },
      );
    }
    edit({ name: 'assignment.remove', label: `remove ${quoted(title)}` }, (change) => {
      change.remove('Assignment', id);
    });
    return ok({ removed: 1 });
  },
};

function noAssignment(id: string): never {
  return fail('not_found', `There is no assignment ${id}. It may have been removed.`, { id });
}
