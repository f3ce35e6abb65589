import { holdRemembered } from '../storage/remembered';
import { copyParts } from './seed-copy';
import { makeIndexes, takeLargeIndexes } from './seed-indexes';
import { rebuildHidden } from './local/hidden-rows';
import { planCourses, planLedgers } from './seed-plan';
import { listParts, dropParts } from './local/part-repository';
import { mirroredCourses } from './local/scope-repository';
import { catchUp, pull } from './pull';
import { repairMirror } from './repair';
import type { SyncSession } from './session';
import { mustCompare, verifyMirror } from './verify';

/** While courses are copied, changes of the others are pulled about so often. */
const pullEveryMs = 2_000;

/**
 * Copies what is missing here: everything at first, later the courses that came into scope. Goes on
 * where it was stopped, and ends with a pull that takes over what changed meanwhile. Chunks that
 * are here are not read again. Fails with `cancelled` when the session's signal fires.
 */
export async function seedMissing(session: SyncSession): Promise<void> {
  if (session.state().phase !== 'seeding') return seed(session);
  const release = holdRemembered(session.context.workspace);
  try {
    await seed(session);
  } finally {
    release();
  }
}

async function seed(session: SyncSession): Promise<void> {
  const { workspace } = session.context;
  const courses = mirroredCourses(workspace.read).filter(({ state }) => state === 'seeding');
  const isFirst = session.state().phase === 'seeding';
  if (!isFirst && courses.length === 0) return complete(session);
  planCourses(
    session,
    courses.map(({ courseId }) => courseId),
  );
  if (isFirst) await takeLargeIndexes(session);
  const between = isFirst ? async () => undefined : pullNowAndThen(session);
  await copyParts(session, between);
  if (planLedgers(session)) await copyParts(session, between);
  const tables = new Set(listParts(workspace.read).map(({ table }) => table));
  await catchUp(session, courses);
  workspace.write((db) => {
    dropParts(db);
    // What a person had made in a course while it was not here.
    rebuildHidden(db, session.rows, tables);
  });
  await complete(session);
  session.context.emit('changed', { tables: [...tables] });
}

/** In this order: what is left of a copy that was begun before may be one too many for an index. */
async function complete(session: SyncSession): Promise<void> {
  const { phase, lastVerifiedAt } = session.state();
  if (phase === 'ready' && lastVerifiedAt === mustCompare) {
    const { differs } = await verifyMirror(session);
    if (differs.length > 0) await repairMirror(session, differs, { confirmed: true });
  }
  await makeIndexes(session);
}

function pullNowAndThen(session: SyncSession): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < pullEveryMs) return;
    await pull(session);
    last = performance.now();
  };
}
