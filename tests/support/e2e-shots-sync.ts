import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { takeScreenshot, type Theme } from './e2e-screenshot';
import {
  beginSlowCopy,
  gradeInARow,
  lookAtServer,
  makeEmptyWorkspace,
  openRoom,
  startWindowWithServer,
  statusSays,
  type SyncedWindow,
} from './e2e-sync';
import { waitUntil } from './e2e-wait';
import { usualBinaries } from './sync-server';

/** What a workspace with a server shows, in the order in which it comes about. */
const pages: readonly (readonly [name: string, hash: string])[] = [
  ['sync-conflicts', '/sync'],
  ['sync-waiting', '/sync?view=waiting'],
  ['sync-history', '/sync?view=history'],
  ['sync-health', '/sync?view=health'],
  ['sync-grading', '/grading/essay?submission=sub-04'],
];
const themes: readonly Theme[] = ['light', 'dark'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];

let window: SyncedWindow;

beforeAll(async () => {
  if (usualBinaries) window = await startWindowWithServer();
});
afterAll(() => window?.close());

async function picture(name: string): Promise<void> {
  const { app, page } = window.lectern;
  await waitUntil(page, `document.querySelector('[aria-busy="true"]') === null`);
  await page.waitForTimeout(400);
  for (const size of sizes) {
    for (const theme of themes) {
      const path = join(tmpdir(), 'shots', `${name}-${size.width}-${theme}.png`);
      await takeScreenshot(app, page, { path, theme, size });
    }
  }
}

test.skipIf(!usualBinaries)('connecting', async () => {
  await makeEmptyWorkspace(window.lectern);
  await picture('sync-empty');
  await lookAtServer(window);
  await picture('sync-connect');
  await beginSlowCopy(window);
  await picture('sync-seeding');
  window.proxy.delay(0);
  await statusSays(window, /Synced/);
});

test.skipIf(!usualBinaries)('coming back from offline', async () => {
  const { proxy, database } = window;
  await openRoom(window);
  await proxy.goOffline();
  const graded = await gradeInARow(window, 16);
  await statusSays(window, /Offline/);
  await window.lectern.page.evaluate("location.hash = '#/sync?view=waiting'");
  await picture('sync-offline');
  await database.admin.query(
    `UPDATE "AssignmentSubmission" SET "score" = 55, "gradedAt" = '2026-03-02' WHERE "id" = ANY($1)`,
    [graded.slice(2, 5)],
  );
  await database.admin.query('DELETE FROM "AssignmentSubmission" WHERE "id" = ANY($1)', [
    graded.slice(6, 8),
  ]);
  await proxy.accept();
  await window.lectern.page.evaluate("window.dispatchEvent(new Event('online'))");
  await statusSays(window, /3 conflicts/);
});

test.skipIf(!usualBinaries).each(pages)('%s', async (name, hash) => {
  await window.lectern.page.evaluate(`location.hash = ${JSON.stringify(`#${hash}`)}`);
  await picture(name);
});
