import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runAxe } from '../support/e2e-axe';
import { useTheme } from '../support/e2e-screenshot';
import { ask, onPage, runCommand, seesText } from '../support/e2e-steps';
import {
  beginSlowCopy,
  gradeInARow,
  lookAtServer,
  makeEmptyWorkspace,
  openRoom,
  startWindowWithServer,
  statusSays,
  type SyncedWindow,
} from '../support/e2e-sync';
import { waitUntil } from '../support/e2e-wait';
import { usualBinaries } from '../support/sync-server';

let window: SyncedWindow;
let graded: readonly string[] = [];

beforeAll(async () => {
  if (usualBinaries) window = await startWindowWithServer();
});
beforeEach((context) => {
  if (!usualBinaries)
    context.skip('there is no PostgreSQL here, neither of the packages nor of the machine');
});
afterAll(() => window?.close());

async function expectAccessible(): Promise<void> {
  const { page } = window.lectern;
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(page, theme);
    expect(await runAxe(page)).toEqual([]);
  }
  await useTheme(page, 'light');
}

type Scored = { readonly id: string; readonly score: number | null };

async function onServer(): Promise<ReadonlyMap<string, number | null>> {
  const { rows } = await window.database.admin.query<Scored>(
    'SELECT "id", "score" FROM "AssignmentSubmission"',
  );
  return new Map(rows.map(({ id, score }) => [id, score]));
}

describe('a teacher on a train', () => {
  test('is told that the sample cannot be connected, and gets an empty workspace', async () => {
    const { lectern } = window;
    await makeEmptyWorkspace(lectern);
    await statusSays(window, /Local workspace/);
    await expectAccessible();
  });

  test('sees who they are there and what would be copied', async () => {
    const { page } = window.lectern;
    await lookAtServer(window);
    await seesText(page, 'anna, in the LMS teacher');
    await seesText(page, '6 courses');
    await expectAccessible();
  });

  test('stops the first copy, and goes on with it later', async () => {
    const { lectern, proxy } = window;
    const { page } = lectern;
    await beginSlowCopy(window);
    await statusSays(window, /Copying from the server/);
    await page.getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await statusSays(window, /Sync paused/);
    await seesText(page, 'Sync is paused');
    await expectAccessible();
    proxy.delay(0);
    await page.getByRole('button', { name: 'Resume sync' }).press('Enter');
    await statusSays(window, /Synced/);
    await seesText(page, 'No conflict');
    await expectAccessible();
  });

  test('grades twenty by keyboard without a network', async () => {
    const { proxy } = window;
    await openRoom(window);
    await proxy.goOffline();
    graded = await gradeInARow(window, 20);
    await statusSays(window, /Offline · \d+ queued/);
    expect(new Set(graded).size).toBe(20);
    type Drafted = { readonly draft: object | null };
    const first = await ask<Drafted>(window.lectern.page, 'grading.submission', { id: graded[0] });
    expect(first.draft).toBe(null);
    expect([...(await onServer()).values()].every((score) => score === null)).toBe(true);
  });

  test('comes back to one conflict, of which they are told once', async () => {
    const { lectern, proxy, database } = window;
    const { page } = lectern;
    await database.admin.query(
      `UPDATE "AssignmentSubmission" SET "score" = 55, "gradedAt" = '2026-03-02' WHERE "id" = $1`,
      [graded[3]],
    );
    await proxy.accept();
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await statusSays(window, /Synced.* · 1 conflict/);
    await waitUntil(page, "document.querySelectorAll('[role=alert]').length === 1");
    await seesText(page, /Conflict: .*The causes of 1848/);
    const scores = await onServer();
    expect(scores.get(graded[3] ?? '')).toBe(55);
    for (const [at, id] of graded.entries()) if (at !== 3) expect(scores.get(id)).toBe(60 + at);
  });

  test('finds it marked in the grading room', async () => {
    const { page } = window.lectern;
    await page.getByRole('button', { name: 'Ungraded', exact: true }).press('Enter');
    await seesText(page, '63 / 55');
    await expectAccessible();
  });

  test('decides it by keyboard, and everything is on the server', async () => {
    const { page } = window.lectern;
    await runCommand(page, 'Open Sync');
    await onPage(page, 'Sync');
    await waitUntil(page, "document.activeElement?.type === 'radio'");
    await expectAccessible();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await seesText(page, 'No conflict');
    await statusSays(window, /Synced [^·]*$/m);
    await expect.poll(async () => (await onServer()).get(graded[3] ?? '')).toBe(63);
    const { rows } = await window.database.admin.query<{ n: string }>(
      'SELECT count(DISTINCT submission_id) AS n FROM lectern.grade_history',
    );
    expect(Number(rows[0]?.n)).toBe(20);
  });

  test('reads what happened, and that the copy is right', async () => {
    const { page } = window.lectern;
    await runCommand(page, 'Show History of sync');
    await seesText(page, /First copy/);
    await seesText(page, /Decided/);
    await expectAccessible();
    await runCommand(page, 'Compare the workspace with its server');
    await seesText(page, /rows compared, all as on the server/);
    await expectAccessible();
  });

  test('takes a grade back, and the server hears of that too', async () => {
    const { page } = window.lectern;
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('Control+z');
    await statusSays(window, /Synced/);
    await expect.poll(async () => (await onServer()).get(graded[19] ?? '')).toBe(null);
  });

  test('has a way out for a change whose row is gone', async () => {
    const { lectern, proxy, database } = window;
    const { page } = lectern;
    await openRoom(window);
    await proxy.goOffline();
    const [id] = await gradeInARow(window, 1);
    await database.admin.query('DELETE FROM "AssignmentSubmission" WHERE "id" = $1', [id]);
    await proxy.accept();
    await runCommand(page, 'Sync now');
    await statusSays(window, /wait(s)? for you/);
    await runCommand(page, 'Open Sync');
    await onPage(page, 'Sync');
    await runCommand(page, 'Show Waiting of sync');
    await seesText(page, 'It has been removed on the server');
    await page.evaluate("document.querySelector('[role=grid]').focus()");
    await page.getByRole('button', { name: 'Discard…' }).press('Enter');
    await seesText(page, 'Your values stay readable under History of this page');
    await expectAccessible();
    await page.getByRole('button', { name: 'Discard my change' }).press('Enter');
    await seesText(page, 'Nothing waits');
    // The buttons have left with what was decided; the keyboard goes on from where it was.
    await waitUntil(page, 'document.activeElement !== document.body');
    expect((await onServer()).has(id ?? '')).toBe(false);
    await runCommand(page, 'Show History of sync');
    await seesText(page, 'was given up');
    await page.evaluate("document.querySelector('[role=grid]').focus()");
    await seesText(page, /Score\s+60/);
    await expectAccessible();
  });
});
