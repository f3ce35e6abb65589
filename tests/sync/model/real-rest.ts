import { compareClient, compareMirror, compareServer } from './real-compare';
import { decideOne, decideTheRest } from './real-decide';
import { runCycle } from './real-sync';
import { endOpen, type RealClient, type RealWorld } from './real-world';

/** Everybody comes home, people decide: the queues drain (I8) and all are equal (I3, I9). */
export async function comeToRest(world: RealWorld): Promise<void> {
  for (const one of [...world.open]) await endOpen(world, one, true);
  for (let round = 0; round < 12; round += 1) {
    for (const client of world.clients) {
      await runCycle(world, client, 'run');
      compareClient(client);
      await decideTheRest(client);
      const stopped = client.model.outbox.filter((operation) => operation.isStopped);
      for (const [at, operation] of stopped.entries()) {
        // A decision may reach further than one.
        if (operation.isStopped) await decideOne(client, operation.id, round + at);
        compareClient(client);
      }
    }
    await compareServer(world);
    if (round > 0 && world.clients.every(hasNothingPending)) return atRest(world);
  }
  throw new Error('I8: the queues do not drain');
}

function hasNothingPending({ engine, model }: RealClient): boolean {
  const pending = engine.sql
    .prepare(`SELECT count(*) FROM lectern_outbox WHERE state NOT IN ('settled', 'discarded')`)
    .pluck()
    .get();
  return pending === 0 && model.outbox.every((one) => !one.isPending);
}

async function atRest(world: RealWorld): Promise<void> {
  world.rests += 1;
  for (const [at, client] of world.clients.entries()) {
    await runCycle(world, client, 'run');
    compareMirror(client);
    const { sql, client: calls } = client.engine;
    const left = sql.prepare('SELECT * FROM lectern_base').all();
    if (left.length > 0) throw new Error(`${client.name} keeps apart ${JSON.stringify(left)}`);
    const check = await calls.workspace.check({});
    if (!check.ok || check.value.complaints.length > 0) {
      throw new Error(`I9: ${JSON.stringify(check)}`);
    }
    // By turns: comparing by hashes takes as long as all the rest of a run.
    if (world.rests % world.clients.length === at) await verifyRest(client);
    compareStandings(client);
  }
}

/** UserXP is the sum of the ledger, here as on the server. */
function compareStandings({ engine, name }: RealClient): void {
  const wrong = engine.sql
    .prepare(
      `SELECT x."userId", x."totalXP",
              (SELECT coalesce(sum(t."amount"), 0) FROM "XPTransaction" t WHERE t."userId" = x."userId") AS sum
         FROM "UserXP" x WHERE x."totalXP" <> sum`,
    )
    .all();
  if (wrong.length > 0)
    throw new Error(`${name}'s standings are not the sums: ${JSON.stringify(wrong)}`);
}

/**
 * What is not followed change by change, and is there for verify to find: a learner's row with no
 * XP after the first award was given up, and the history of a submission that was gone and is back.
 */
const mended = ['UserXP', 'lectern_grade_history', 'lectern_submission_version'];

async function verifyRest({ engine }: RealClient): Promise<void> {
  const { sync } = engine.client;
  const verified = await sync.verify({});
  if (!verified.ok || verified.value.differs.some(({ table }) => !mended.includes(table))) {
    throw new Error(`I3: verify finds ${JSON.stringify(verified)}`);
  }
  if (verified.value.ok) return;
  const repaired = await sync.repair({});
  const again = await sync.verify({});
  if (!repaired.ok || !again.ok || !again.value.ok) {
    throw new Error(`I3: repair leaves ${JSON.stringify(again)}`);
  }
}
