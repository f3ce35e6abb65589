import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runAxe } from '../support/e2e-axe';
import { launchLectern, type LaunchedLectern } from '../support/e2e-launch';
import { useTheme } from '../support/e2e-screenshot';
import { goTo, runCommand, seesText } from '../support/e2e-steps';
import { waitUntil } from '../support/e2e-wait';
import { legacyOn, postgresServers } from '../support/lms-on-postgres';
import { startServer, type TestDatabase, type TestServer } from '../support/postgres';
import { freePort } from '../support/tcp';

const binaries = Object.values(postgresServers).find((found) => found !== undefined);
const name = 'lms-live';
/** Wanted over TCP; the test itself comes through the socket. */
const secret = 'Zugang-4711-geheim';
const folder = mkdtempSync(join(tmpdir(), 'lectern-server-files-'));

const rules = 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n';

let port = 0;
/** Whether this machine has a keychain. */
let keepsPasswords = false;
let server: TestServer | undefined;
let database: TestDatabase;
let lectern: LaunchedLectern;

beforeAll(async () => {
  if (!binaries) return;
  port = await freePort();
  server = await startServer(binaries, {
    settings: ['timezone=UTC'],
    port,
    prepare: (data) => writeFileSync(join(data, 'pg_hba.conf'), rules),
  });
  database = await legacyOn(server, { users: 200, courses: 6, chaptersPerCourse: 8, seed: 7 });
  await database.client.query(`ALTER ROLE postgres PASSWORD '${secret}'`);
  lectern = await launchLectern();
  await seesText(lectern.page, /Grading\s*\d+/);
});
beforeEach((context) => {
  if (!binaries)
    context.skip('there is no PostgreSQL here, neither of the packages nor of the machine');
});
afterAll(async () => {
  await lectern?.close();
  await database?.close();
  await server?.stop();
});

/** Presses the button of this name with Enter, once it may be pressed; toasts may lie over it. */
async function press(label: string | RegExp): Promise<void> {
  const button = lectern.page.getByRole('button', {
    name: label,
    exact: typeof label === 'string',
  });
  await expect.poll(() => button.isEnabled(), { timeout: 30_000 }).toBe(true);
  await button.press('Enter');
}

/** What the system's dialog for saving answers from now on. */
async function willSaveTo(file: string): Promise<void> {
  await lectern.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** What the system's dialog for opening answers from now on. */
async function willOpen(file: string): Promise<void> {
  await lectern.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
}

const closed = "document.querySelector('[role=dialog]') === null";
const opened = "document.querySelector('[role=dialog]') !== null";

async function expectAccessible(): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(lectern.page, theme);
    expect(await runAxe(lectern.page)).toEqual([]);
  }
  await useTheme(lectern.page, 'light');
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.client.query<{ n: string }>(sql);
  return Number(rows[0]?.n);
}

describe('a live LMS database, from the window', () => {
  test('is added by its URL, marked as production, and tested', async () => {
    const { page } = lectern;
    await goTo(page, 'd', 'Database');
    await runCommand(lectern.page, 'Add a server');
    await waitUntil(
      page,
      "document.querySelector('[role=dialog] input') === document.activeElement",
    );
    const url = `postgres://postgres:${secret}@127.0.0.1:${port}/${database.name}`;
    await page.keyboard.insertText(url);
    await page.keyboard.press('Enter');
    await seesText(page, 'The fields are filled in.');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByText('Production', { exact: true }).click();
    keepsPasswords = await page.getByLabel(/^Keep it in the keychain/).isEnabled();
    await press('Test');
    await seesText(page, /Lectern can work on this server|It works/);
    await expectAccessible();
    await press('Save server');
    await seesText(page, `${name} is in use by learners`);
    await seesText(page, 'Before you apply');
  });

  test('passes preflight', async () => {
    const { page } = lectern;
    await runCommand(lectern.page, 'Show Preflight of');
    await seesText(page, /No complaint|What to do/);
    expect(await page.evaluate("document.querySelectorAll('[class*=complaint] code').length")).toBe(
      0,
    );
    await expectAccessible();
  });

  test('is backed up, restored and compared', async () => {
    const { page } = lectern;
    const file = join(folder, 'live.dump');
    await willSaveTo(file);
    await runCommand(lectern.page, 'Back up the database');
    await press('Choose a file…');
    await seesText(page, file);
    await press('Back up');
    await seesText(page, 'Restored and compared: it is as the database was');
    expect(existsSync(file)).toBe(true);
    await page.keyboard.press('Enter');
    await waitUntil(page, closed);
    await seesText(page, /live\.dump, [\d.]+ KB, 2,?850 rows/);
  });

  test('shows its plan: SQL, locks, rows', async () => {
    const { page } = lectern;
    await page.keyboard.press('p');
    await seesText(page, 'What applying would do');
    await seesText(page, 'Course access exclusive');
    await page.getByText(/of 011_enhance_course_table/).click();
    await seesText(page, 'ALTER TABLE "Course"');
    await page.keyboard.press('Escape');
    await waitUntil(page, closed);
  });

  test('takes a tick with a note', async () => {
    const { page } = lectern;
    await press('Tick: Team told of the window');
    await waitUntil(page, "document.activeElement?.tagName === 'TEXTAREA'");
    await page.keyboard.type('Mail of Monday to all teachers');
    await page.keyboard.press('Control+Enter');
    await waitUntil(page, closed);
    await seesText(page, 'Mail of Monday to all teachers');
    await expectAccessible();
  });

  test('is applied to 014 past open items only with a reason and its name, with progress', async () => {
    const { page } = lectern;
    await page.keyboard.press('a');
    await seesText(page, /items of the checklist are open/);
    const confirm = page.getByRole('button', { name: /^Apply 15 steps$/ });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Apply all the same').check();
    await page.getByLabel('Reason').fill('A rehearsal in a test');
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel(`Type ${name} to go on`).fill(name);
    await page.evaluate(
      "window.seen = new Set(); new MutationObserver(() => { const bar = document.querySelector('main [role=progressbar]'); if (bar) window.seen.add(bar.getAttribute('aria-valuenow')); }).observe(document.body, { subtree: true, childList: true, attributes: true })",
    );
    await press(/^Apply 15 steps$/);
    await seesText(page, '15 steps applied');
    expect(await page.evaluate('window.seen.size')).toBeGreaterThan(2);
    await waitUntil(page, 'document.querySelectorAll(\'[data-step^="0"]\').length === 15');
    await seesText(page, /15 of 15 applied/);
    expect(await count('SELECT count(*) AS n FROM "XPTransaction"')).toBeGreaterThan(100);
    expect(
      await count(
        `SELECT count(*) AS n FROM "UserXP" x WHERE x."totalXP" <>
         (SELECT coalesce(sum(t."amount"), 0) FROM "XPTransaction" t WHERE t."userId" = x."userId")`,
      ),
    ).toBe(0);
  });

  test('verifies green, and its report is saved', async () => {
    const { page } = lectern;
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('v');
    await seesText(page, /\d+ checks, no complaint/);
    await expectAccessible();
    const file = join(folder, 'report.html');
    await willSaveTo(file);
    await press('Save report…');
    await seesText(page, `Report saved to ${file}`);
    expect(existsSync(file)).toBe(true);
  });

  test('gives its last step back, with the counts shown and its name typed', async () => {
    const { page } = lectern;
    await runCommand(lectern.page, 'Roll back steps');
    await seesText(page, 'Roll back to 013_initialize_user_xp?');
    await seesText(page, 'No row and no changed value would be lost');
    const confirm = page.getByRole('button', { name: 'Roll back 1 step', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await expectAccessible();
    await page.getByLabel(`Type ${name} to go on`).fill(name);
    await press('Roll back 1 step');
    await seesText(page, '1 step rolled back');
    await waitUntil(page, closed);
    expect(await count('SELECT count(*) AS n FROM "XPTransaction"')).toBe(0);
  });

  test('counts what would be lost, archives it, and puts it back after the steps', async () => {
    const { page } = lectern;
    await database.client.query(
      `UPDATE "Chapter" SET "xpReward" = 75 WHERE "id" IN ('chapter-0-0', 'chapter-0-1', 'chapter-2-3')`,
    );
    await runCommand(lectern.page, 'Show Steps of');
    await page.evaluate(
      'document.querySelector(\'[data-step="011_enhance_course_table"]\').click()',
    );
    await press('Roll back to here…');
    await seesText(page, /Chapter\.xpReward\s+3\s+changed values/);
    const archive = join(folder, 'rollback.zip');
    await willSaveTo(archive);
    await press('Choose the archive file…');
    await seesText(page, archive);
    await page.getByLabel(`Type ${name} to go on`).fill(name);
    await press('Roll back 2 steps');
    await seesText(page, `Archived to ${archive}`);
    await waitUntil(page, closed);
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('a');
    await page.getByLabel('Apply all the same').check();
    await page.getByLabel('Reason').fill('And forward again');
    await page.getByLabel(`Type ${name} to go on`).fill(name);
    await press('Apply 3 steps');
    await seesText(page, '3 steps applied');
    await willOpen(archive);
    await runCommand(lectern.page, 'Restore an archive');
    await press('Choose the archive…');
    await page.getByLabel(`Type ${name} to go on`).fill(name);
    await press('Restore archive');
    await seesText(page, /3 rows restored/);
    expect(await count('SELECT count(*) AS n FROM "Chapter" WHERE "xpReward" = 75')).toBe(3);
  });

  test('keeps the history of it all, to be filtered', async () => {
    const { page } = lectern;
    await runCommand(lectern.page, 'Show History of');
    await seesText(page, 'And forward again');
    await expectAccessible();
    await page.getByLabel('Filter the history').fill('override');
    await waitUntil(page, "document.querySelectorAll('[role=grid] [role=row]').length < 6");
    await seesText(page, 'A rehearsal in a test');
  });

  test('has left its password nowhere: log, settings, report, history', async () => {
    const files = [lectern.home, folder].flatMap((place) =>
      readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => readFileSync(file).includes(secret))).toEqual([]);
    const { rows } = await database.client.query('SELECT * FROM lectern.migration_event');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('asks for the password again after a restart where no keychain keeps it', async () => {
    const { home } = lectern;
    await lectern.close();
    lectern = await launchLectern({ home });
    const { page } = lectern;
    await seesText(page, /Grading\s*\d+/);
    await goTo(page, 'd', 'Database');
    await seesText(page, 'This workspace');
    await runCommand(lectern.page, `Show database: ${name}`);
    await waitUntil(page, keepsPasswords ? 'true' : opened);
    if (!keepsPasswords) {
      await seesText(page, `Password for ${name}`);
      await expectAccessible();
      await page.keyboard.type('not the one');
      await page.keyboard.press('Enter');
      await seesText(page, 'The password was not accepted. Try again.');
      await page.keyboard.type(secret);
      await page.keyboard.press('Enter');
    }
    await seesText(page, `${name} is in use by learners`);
    await seesText(page, 'Before you apply');
    await waitUntil(page, closed);
  });
});
