import { afterAll, beforeAll, expect, test } from 'vitest';
import { touches, world } from '../support/change-log';
import { mirror } from '../support/mirror';
import { usualBinaries, syncServer, type SyncServer } from '../support/sync-server';

const serverTest = test.skipIf(!usualBinaries);
let server: SyncServer;

beforeAll(async () => {
  if (usualBinaries) server = await syncServer();
});
afterAll(() => server?.stop());

serverTest(
  'the first copy of an administrator has everything, and a pull what came then',
  async () => {
    const database = await server.database();
    await database.admin.query(world);
    const workspace = await mirror(database);
    await workspace.cycle();
    const first = await workspace.both();
    expect(first.here).toEqual(first.there);
    for (const { insert } of touches) await database.admin.query(insert);
    await workspace.cycle();
    const second = await workspace.both();
    expect(second.here).toEqual(second.there);
    for (const { update } of touches) await database.admin.query(update);
    await workspace.cycle();
    const third = await workspace.both();
    expect(third.here).toEqual(third.there);
    for (const { remove } of [...touches].reverse()) await database.admin.query(remove);
    await workspace.cycle();
    const last = await workspace.both();
    expect(last.here).toEqual(last.there);
  },
);

serverTest('an instructor has their courses, and nothing of others', async () => {
  const database = await server.database();
  await database.admin.query(world);
  const workspace = await mirror(database, 'teacher');
  await workspace.cycle();
  for (const { insert } of touches) await database.admin.query(insert);
  await workspace.cycle();
  const { here, there } = await workspace.both();
  expect(here).toEqual(there);
  expect(here.Course?.length).toBe(2);
});
