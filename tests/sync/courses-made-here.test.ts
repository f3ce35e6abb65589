import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOk, testEngine } from '../support/engine';
import { usualBinaries } from '../support/sync-server';
import { startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer({ roles: [{ name: 'teacher', userId: 'teacher' }] });
});
afterAll(() => server?.stop());

describe.skipIf(!usualBinaries)('a course made without a network', () => {
  it('belongs to the LMS user who made it, there and in their other workspace', async () => {
    const lms = await server.lms();
    const [here, elsewhere] = [await testEngine(), await testEngine({ seed: 2 })];
    for (const engine of [here, elsewhere]) {
      expectOk(await engine.client.sync.init({ server: urlOf(lms, 'teacher') }));
    }
    const { id } = expectOk(await here.client.courses.create({ title: 'Botany' }));
    const { title } = expectOk(await here.client.courses.get({ id }));
    expectOk(await here.client.sync.run({}));
    const { rows } = await lms.admin.query('SELECT "createdById" FROM "Course" WHERE "id" = $1', [
      id,
    ]);
    expect(rows).toEqual([{ createdById: 'teacher' }]);
    expectOk(await here.client.sync.run({}));
    expect(expectOk(await here.client.courses.get({ id })).title).toBe(title);
    expectOk(await elsewhere.client.sync.run({}));
    expect(expectOk(await elsewhere.client.courses.get({ id })).title).toBe('Botany');
  });
});
