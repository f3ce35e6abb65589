import type { home } from '../../../shared/contract/home';
import { toInstant } from '../../../shared/kernel/clock';
import { ok } from '../../../shared/kernel/result';
import { countPeople } from '../people/count-people';
import type { Handlers } from '../rpc/handlers';
import { remembered, rememberedInTurns } from '../storage/remembered';
import { presentTables } from '../workspace/present-tables';
import { eligibleCourses } from './eligible';
import { countPendingSteps } from './pending-steps';
import { countEverything, listDueBetween, listNeedingAttention, listToGrade } from './repository';

const soonMs = 14 * 24 * 60 * 60 * 1000;

/** The first place of the window, and the numbers in its rail. */
export const homeHandlers: Handlers<typeof home> = {
  counts: (_input, { workspace, folders }) => {
    const { read } = workspace;
    const counts = remembered(workspace, 'home.counts', () => {
      const present = presentTables(read);
      return {
        ...countEverything(read, present),
        people: countPeople(read, present),
        pendingSteps: countPendingSteps(workspace, folders.migrations),
      };
    });
    return ok(counts);
  },

  summary: async (_input, { workspace, clock }) => {
    const { read } = workspace;
    const now = clock.now();
    const eligible = await rememberedInTurns(workspace, 'home.eligible', (turn) =>
      eligibleCourses(read, turn),
    );
    return ok({
      toGrade: listToGrade(read),
      dueSoon: listDueBetween(read, toInstant(now), toInstant(now + soonMs)),
      needsAttention: listNeedingAttention(read),
      eligible,
    });
  },
};
