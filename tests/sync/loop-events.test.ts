import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncEventKinds } from '../../src/main/engine/sync/local/event-repository';
import { eventText } from '../../src/main/engine/sync/service/event-text';
import { expectFailure, expectOk, testEngine } from '../support/engine';
import { usualBinaries, type SyncDatabase } from '../support/sync-server';
import { startLoopServer, urlOf, type LoopServer } from './loop-server';

describe('what sync writes down about itself', () => {
  it.each(syncEventKinds)('is a sentence for %s, whatever is known', (kind) => {
    const text = eventText({ kind, detail: {} });
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    if (kind !== 'columns_unfit') expect(text).toMatch(/^[A-Z?].*[.?]$/);
  });

  it('is shown by its name where a newer program wrote it', () => {
    expect(eventText({ kind: 'from_the_future', detail: { rows: 3 } })).toBe('from_the_future');
  });
});

describe.skipIf(!usualBinaries)('the events of a workspace', () => {
  let server: LoopServer;
  let lms: SyncDatabase;

  beforeAll(async () => {
    server = await startLoopServer();
    lms = await server.lms();
  });
  afterAll(() => server?.stop());

  it('tell what happened, newest first, a page at a time', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
    await lms.admin.query(`
      ALTER TABLE "Chapter" DISABLE TRIGGER ALL;
      UPDATE "Chapter" SET "title" = 'Unnoticed' WHERE "courseId" = 'course-0'`);
    const found = expectOk(await engine.client.sync.verify({}));
    const { repaired } = expectOk(await engine.client.sync.repair({}));
    expect(repaired).toBe(found.differs[0]?.ids.length);
    expectOk(await engine.client.sync.pause({ paused: true }));
    const { events } = expectOk(await engine.client.sync.events({}));
    const texts = events.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Sync was paused.',
        `Mended ${repaired} rows that differed from the server.`,
        `Compared with the server: ${repaired} rows differed.`,
        'The first copy is complete.',
        `Connected to ${lms.name} at 127.0.0.1:${server.port} as anna, for the user teacher.`,
      ]),
    );
    expect(texts[0]).toBe('Sync was paused.');
    const older = expectOk(
      await engine.client.sync.events({ limit: 2, before: events[1]?.id ?? 0 }),
    );
    expect(older.events.map(({ id }) => id)).toEqual([events[2]?.id, events[3]?.id]);
    expectFailure(await engine.client.sync.events({ limit: 0 }), 'bad_input');
  });

  it('name trouble once, however often it is tried', async () => {
    const engine = await testEngine();
    expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
    await lms.admin.query('REVOKE SELECT ON "Course" FROM anna');
    for (let tries = 0; tries < 3; tries += 1) {
      expectFailure(await engine.client.sync.run({}), 'refused');
    }
    await lms.admin.query('GRANT SELECT ON "Course" TO anna');
    expectOk(await engine.client.sync.run({}));
    expectOk(await engine.client.sync.run({}));
    const { events } = expectOk(await engine.client.sync.events({}));
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'offline')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'connected')).toHaveLength(1);
  });
});
