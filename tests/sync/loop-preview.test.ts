import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { startLoopServer, urlOf, type LoopServer } from './loop-server';

let server: LoopServer;
let lms: SyncDatabase;

beforeAll(async () => {
  if (!usualBinaries) return;
  server = await startLoopServer();
  lms = await server.lms();
  await lms.admin.query(
    `INSERT INTO "Course" ("id","createdById","title","updatedAt") VALUES ('hers','ida','Hers',now())`,
  );
});
afterAll(() => server?.stop());

async function look(user: string, asked?: string, at = lms) {
  const engine = await testEngine();
  const input = { server: urlOf(at, user), ...(asked === undefined ? {} : { user: asked }) };
  return engine.client.sync.preview(input);
}

describe.skipIf(!usualBinaries)('looking at a server before it is chosen', () => {
  it('says who one is there, which courses that brings, and about how long it takes', async () => {
    const found = expectOk(await look('anna'));
    expect(found).toMatchObject({
      installed: true,
      canInstall: false,
      who: { role: 'anna', userId: 'teacher', isAdmin: false, source: 'mapping' },
      complaints: [],
    });
    expect(found.courses.map(({ id }) => id)).toEqual([
      'c1',
      'course-0',
      'course-1',
      'course-2',
      'course-3',
    ]);
    expect(found.rows).toMatchObject({ Course: 5, AssignmentSubmission: 2, lectern_person: 2 });
    expect(found.estimateSeconds).toBeGreaterThanOrEqual(1);
    expect(found.server).not.toContain('postgres://');
  });

  it('counts every course for an administrator, and those of a user for one that is named', async () => {
    expect(expectOk(await look('chief')).courses).toHaveLength(6);
    expect(expectOk(await look('stranger')).who).toMatchObject({ source: 'none', userId: null });
    const named = expectOk(await look('chief', 'ida'));
    expect(named.who).toMatchObject({ userId: 'ida', source: 'given' });
    expect(named.courses).toEqual([{ id: 'hers', title: 'Hers' }]);
    expect(named.rows).toMatchObject({ Course: 1, Chapter: 0 });
  });

  it('says that a user has no course, which is most often a wrong user', async () => {
    const { complaints } = expectOk(await look('stranger', 'nobody'));
    expect(complaints).toMatchObject([{ check: 'no_courses' }]);
    expect(complaints[0]?.detail).toContain('nobody');
  });

  it('refuses what a mapped login may not be', async () => {
    expectFailure(await look('anna', 'ida'), 'refused');
  });

  it('says which changes are not written down, and who mends that', async () => {
    const own = await server.lms();
    await own.admin.query('ALTER TABLE "Course" DISABLE TRIGGER lectern_change_update');
    const { complaints } = expectOk(await look('anna', undefined, own));
    expect(complaints).toMatchObject([
      { check: 'triggers_missing', detail: expect.stringContaining('Course') },
    ]);
    expect(complaints[0]?.remedy).toContain('install_change_triggers');
  });

  it('changes nothing, neither here nor there', async () => {
    const engine = await testEngine();
    const before = await lms.admin.query('SELECT count(*) FROM lectern.sync_client');
    expectOk(await engine.client.sync.preview({ server: urlOf(lms, 'anna') }));
    expect(expectOk(await engine.client.sync.status({})).state).toBe('none');
    const after = await lms.admin.query('SELECT count(*) FROM lectern.sync_client');
    expect(after.rows).toEqual(before.rows);
  });
});
