import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOk, testEngine, type TestEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { stands, startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer();
});
afterAll(() => server?.stop());

/** A workspace on a fresh LMS that sends nothing before it is told to. */
async function standing(includePeople: boolean) {
  const lms = await server.lms();
  const engine = await testEngine();
  expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna'), includePeople }));
  expectOk(await engine.client.sync.pause({ paused: true }));
  return { lms, engine };
}

const all = ({ sql }: TestEngine, query: string): unknown => sql.prepare(query).pluck().all();

const queued = (engine: TestEngine) => all(engine, 'SELECT table_name FROM lectern_outbox');
const bases = (engine: TestEngine) => all(engine, 'SELECT table_name FROM lectern_base');
const namesHere = (engine: TestEngine) =>
  all(engine, 'SELECT name FROM lectern_person ORDER BY user_id');

async function namesThere({ admin }: SyncDatabase): Promise<readonly unknown[]> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT name FROM lectern.person ORDER BY user_id',
  );
  return rows.map(({ name }) => name);
}

describe.skipIf(!usualBinaries)('names in a workspace that was set up without people', () => {
  it('are neither queued nor kept apart as the server has them', async () => {
    const { engine } = await standing(false);
    const roster = { name: 'roster.csv', text: 'userId,name,email\nu1,Mia I.,\nu2,Ben Ode,\n' };
    const came = expectOk(await engine.client.people.importRoster({ source: roster }));
    expect(came).toMatchObject({ added: 2, problems: [] });
    expectOk(await engine.client.people.update({ userId: 'u1', name: 'Mia of here' }));
    expectOk(await engine.client.history.undo({}));
    expect(namesHere(engine)).toEqual(['Mia I.', 'Ben Ode']);
    expect([queued(engine), bases(engine)]).toEqual([[], []]);
    expect((await stands(engine)).queued).toBe(0);
  });

  it('stay here, and those of the server there, while other work is sent', async () => {
    const { lms, engine } = await standing(false);
    const before = await namesThere(lms);
    expectOk(await engine.client.people.update({ userId: 'u1', name: 'Mia of here' }));
    expectOk(await engine.client.grading.grade({ id: 's-u1', raw: 8, waiveLate: false }));
    expect(queued(engine)).toContain('AssignmentSubmission');
    expect(queued(engine)).not.toContain('lectern_person');
    expectOk(await engine.client.sync.pause({ paused: false }));
    expect(expectOk(await engine.client.sync.run({}))).toMatchObject({ queued: 0, parked: 0 });
    const { rows } = await lms.admin.query(
      `SELECT "score"::float8 AS score FROM "AssignmentSubmission" WHERE "id" = 's-u1'`,
    );
    expect(rows).toEqual([{ score: 8 }]);
    expect(await namesThere(lms)).toEqual(before);
    expect(expectOk(await engine.client.sync.verify({})).ok).toBe(true);
    expect(namesHere(engine)).toEqual(['Mia of here']);
  });

  it('are sent as ever by one that was set up with them', async () => {
    const { lms, engine } = await standing(true);
    expectOk(await engine.client.people.update({ userId: 'u1', name: 'Mia of here' }));
    expect([queued(engine), bases(engine)]).toEqual([['lectern_person'], ['lectern_person']]);
    expectOk(await engine.client.sync.pause({ paused: false }));
    expectOk(await engine.client.sync.run({}));
    expect(await namesThere(lms)).toContain('Mia of here');
  });
});
