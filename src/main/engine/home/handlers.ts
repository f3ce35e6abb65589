import type { home } from '../../../shared/contract/home';
import { toInstant } from '../../../shared/kernel/clock';
import { ok } from '../../../shared/kernel/result';
import type { EngineContext } from '../context';
import { courseTakers } from '../courses/takers';
import { peopleCount } from '../people/readings';
import type { Handlers } from '../rpc/handlers';
import { remembered } from '../storage/remembered';
import { rememberedAside } from '../storage/remembered-aside';
import { presentTables } from '../workspace/present-tables';
import { eligibleByOwnRule, eligibleCourses, type EligibleCourse } from './eligible';
import { countPendingSteps } from './pending-steps';
import {
  countEverything,
  listCoursesWithOwnRule,
  listDueBetween,
  listNeedingAttention,
  listToGrade,
} from './repository';

const soonMs = 14 * 24 * 60 * 60 * 1000;

/** The first place of the window, and the numbers in its rail. */
export const homeHandlers: Handlers<typeof home> = {
  counts: async (_input, context) => {
    const { workspace, folders } = context;
    const { read } = workspace;
    const people = await rememberedAside(context, peopleCount, null);
    const counts = remembered(workspace, 'home.counts', () => ({
      ...countEverything(read, presentTables(read)),
      pendingSteps: countPendingSteps(workspace, folders.migrations),
    }));
    return ok({ ...counts, people });
  },

  summary: async (_input, context) => {
    const { read } = context.workspace;
    // First, because it may take a while; the rest is as it is then.
    const eligible = await listEligible(context);
    const now = context.clock.now();
    return ok({
      toGrade: listToGrade(read),
      dueSoon: listDueBetween(read, toInstant(now), toInstant(now + soonMs)),
      needsAttention: listNeedingAttention(read),
      eligible,
    });
  },
};

async function listEligible(context: EngineContext): Promise<EligibleCourse[]> {
  const { read } = context.workspace;
  const takers = await rememberedAside(context, courseTakers, null);
  const special = listCoursesWithOwnRule(read).length > 0;
  const byOwnRule = special
    ? await rememberedAside(context, eligibleByOwnRule, null)
    : new Map<string, number>();
  return eligibleCourses(read, takers, byOwnRule);
}
