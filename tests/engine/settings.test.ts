import { describe, expect, it } from 'vitest';
import { expectFailure, expectOk, testEngine } from '../support/engine';

describe('settings', () => {
  it('begin with defaults, and the name of the operating system’s user', async () => {
    const test = await testEngine();
    expect(expectOk(await test.client.settings.get({}))).toMatchObject({
      who: 'Tess Tester',
      theme: 'system',
      streakZone: 'UTC',
      welcomed: false,
    });
  });

  it('are kept across a restart, tell the window, and are no part of undo', async () => {
    const test = await testEngine();
    const told: string[] = [];
    test.subscribe((event) => {
      if (event.name === 'changed') told.push(...event.payload.tables);
    });
    const patch = { who: 'Ada', theme: 'dark', streakZone: 'Asia/Tokyo' } as const;
    expect(expectOk(await test.client.settings.set({ patch }))).toMatchObject(patch);
    expect(told).toEqual(['lectern_setting']);
    expect(expectOk(await test.client.history.next({})).undo).toBeNull();
    const again = await test.restart();
    expect(expectOk(await again.client.settings.get({}))).toMatchObject(patch);
    expectOk(await again.client.courses.create({ title: 'Heat' }));
    expect(expectOk(await again.client.history.list({})).actions[0]?.who).toBe('Ada');
  });

  it('refuse an unknown zone, theme or address and change nothing', async () => {
    const test = await testEngine();
    const zone = expectFailure(
      await test.client.settings.set({ patch: { theme: 'dark', streakZone: 'Mars/Base' } }),
      'bad_input',
    );
    expect(zone.message).toContain('Mars/Base');
    const refuse = async (patch: object) =>
      expectFailure(await test.call('settings.set', { patch }), 'bad_input');
    await refuse({ theme: 'pink' });
    await refuse({ verificationBaseUrl: 'javascript:alert(1)' });
    await refuse({ unknown: 1 });
    expect(expectOk(await test.client.settings.get({})).theme).toBe('system');
  });

  it('ignore a stored value that this version does not understand', async () => {
    const test = await testEngine();
    test.sql
      .prepare(
        `INSERT INTO lectern_setting (key, value) VALUES ('theme', '"sepia"'), ('other', '1')`,
      )
      .run();
    expect(expectOk(await test.client.settings.get({})).theme).toBe('system');
  });
});
