import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchLectern, makeHome, type LaunchedLectern } from '../support/e2e-launch';
import { ask, goTo, onPage, seesText } from '../support/e2e-steps';
import { waitUntil } from '../support/e2e-wait';

/** Four questions of which the third never closes its answers. */
const bank = [
  '::Heat:: Which quantity is conserved in a closed system? {=energy ~entropy ~temperature}',
  '',
  '::Ice:: Ice melts at 0 °C at ordinary pressure. {T}',
  '',
  '::Broken:: This one never ends {=yes ~no',
  '',
  '::Boil:: At what temperature in °C does water boil at sea level? {#100:1}',
  '',
].join('\n');

const home = makeHome();
let lectern: LaunchedLectern;
let essay = '';
let queue: readonly { readonly id: string; readonly gradedAt: string | null }[] = [];

type Graded = { readonly score: number | null; readonly grade: { readonly raw: number } | null };

type Certificate = { readonly code: string; readonly file: string | null };

beforeAll(async () => {
  lectern = await launchLectern({ home });
  await seesText(lectern.page, /Grading\s*\d+/);
});
afterAll(() => lectern.close());

describe('the main job, by keyboard', () => {
  it('makes a quiz', async () => {
    const { page } = lectern;
    await goTo(page, 'q', 'Quizzes');
    await page.keyboard.press('n');
    await waitUntil(
      page,
      "document.querySelector('[role=dialog] input') === document.activeElement",
    );
    await page.keyboard.type('Heat and ice');
    await page.keyboard.press('Enter');
    await onPage(page, 'Heat and ice');
  });

  it('imports a bank with one broken question: the others land, the broken one is listed with its line', async () => {
    const { page } = lectern;
    await page.keyboard.press('i');
    await onPage(page, 'Import questions');
    await page.keyboard.press('p');
    await waitUntil(page, "document.activeElement?.tagName === 'TEXTAREA'");
    await page.keyboard.insertText(bank);
    await page.keyboard.press('Control+Enter');
    await seesText(page, /1 rejected/);
    await seesText(page, /5\s+This one never ends/);
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('Control+Enter');
    await onPage(page, 'Heat and ice');
    await seesText(page, '3 questions');
  });

  it('grades five submissions with three keys each', async () => {
    const { page } = lectern;
    await goTo(page, 'g', 'Grading');
    const { rooms } = await ask<{ rooms: { assignmentId: string; title: string }[] }>(
      page,
      'grading.rooms',
      {},
    );
    essay = rooms[0]?.assignmentId ?? '';
    await page.keyboard.press('Tab');
    await page.evaluate("document.querySelector('[role=grid]').focus()");
    await page.keyboard.press('Enter');
    await onPage(page, rooms[0]?.title ?? '');
    queue = (
      await ask<{ submissions: typeof queue }>(page, 'grading.queue', {
        assignmentId: essay,
        ungraded: true,
      })
    ).submissions;
    for (const [at, { id }] of queue.slice(0, 5).entries()) {
      await waitUntil(
        page,
        `location.hash.includes(${JSON.stringify(id)}) && document.activeElement?.inputMode === 'decimal' && document.activeElement.value === ''`,
      );
      await page.keyboard.press('7');
      await page.keyboard.press(String(at));
      await page.keyboard.press('Enter');
    }
    await waitUntil(page, `location.hash.includes(${JSON.stringify(queue[5]?.id)})`);
    for (const [at, { id }] of queue.slice(0, 5).entries()) {
      expect((await ask<Graded>(page, 'grading.submission', { id })).grade?.raw).toBe(70 + at);
    }
  });

  it('undoes one after a restart', async () => {
    await lectern.close();
    lectern = await launchLectern({ home });
    const { page } = lectern;
    await seesText(page, /Undo: score of/);
    await page.keyboard.press('Control+z');
    const last = queue[4]?.id ?? '';
    await seesText(page, /Grading\s*\d+/);
    for (;;) {
      const { grade } = await ask<Graded>(page, 'grading.submission', { id: last });
      if (grade === null) break;
    }
    expect(
      (await ask<Graded>(page, 'grading.submission', { id: queue[3]?.id ?? '' })).grade?.raw,
    ).toBe(73);
  });

  it('issues certificates after a review, and verifies one by its code', async () => {
    const { page } = lectern;
    await goTo(page, 'e', 'Certificates');
    const { courses } = await ask<{ courses: { id: string; title: string }[] }>(
      page,
      'courses.list',
      {},
    );
    const course = courses.find(({ title }) => title === 'Academic Writing')?.id ?? '';
    await page.keyboard.press('n');
    await onPage(page, 'Issue certificates');
    await page.evaluate(`location.hash = '#/certificates/issue?course=${course}'`);
    await seesText(page, /Issue \d+ certificates/);
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('Control+Enter');
    await waitUntil(page, "document.querySelector('[role=dialog]') !== null");
    await page.keyboard.press('Enter');
    await seesText(page, /\d+ certificates issued/);
    const { certificates } = await ask<{ certificates: Certificate[] }>(page, 'certificates.list', {
      courseId: course,
    });
    const made = certificates.filter(({ file }) => file !== null);
    expect(made.length).toBeGreaterThan(20);
    const [{ code, file } = { code: '', file: '' }] = made;
    expect(existsSync(file ?? '')).toBe(true);
    await goTo(page, 'e', 'Certificates');
    await page.keyboard.press('v');
    await waitUntil(
      page,
      "document.querySelector('[role=dialog] input') === document.activeElement",
    );
    await page.keyboard.type(code.toLowerCase());
    await page.keyboard.press('Enter');
    await seesText(page, 'Valid');
  });
});
