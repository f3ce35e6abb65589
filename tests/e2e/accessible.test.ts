import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAxe } from '../support/e2e-axe';
import { launchLectern, type LaunchedLectern } from '../support/e2e-launch';
import { resizeWindow, useTheme, type Theme } from '../support/e2e-screenshot';
import { ask, onPage, seesText } from '../support/e2e-steps';
import { waitUntil } from '../support/e2e-wait';

let lectern: LaunchedLectern;
let pages: readonly (readonly [name: string, hash: string])[] = [];

/** Every kind of page, one of each, with something in it. */
const names = [
  'home',
  'courses',
  'a course',
  'quizzes',
  'a quiz',
  'import',
  'assignments',
  'an assignment',
  'grading',
  'the grading room',
  'certificates',
  'issuing certificates',
  'people',
  'a learner',
  'history',
  'database',
  'sync',
  'settings',
] as const;

type First<K extends string> = { readonly [key in K]: readonly { readonly id: string }[] };

beforeAll(async () => {
  lectern = await launchLectern();
  const { page, app } = lectern;
  await seesText(page, /Grading\s*\d+/);
  await resizeWindow(app, page, { width: 1280, height: 800 });
  const [course] = (await ask<First<'courses'>>(page, 'courses.list', {})).courses;
  const [quiz] = (await ask<First<'quizzes'>>(page, 'quizzes.list', {})).quizzes;
  const [assignment] = (await ask<First<'assignments'>>(page, 'assignments.list', {})).assignments;
  const { people } = await ask<{ people: { userId: string }[] }>(page, 'people.list', {});
  pages = [
    ['home', '/home'],
    ['courses', '/courses'],
    ['a course', `/courses/${course?.id}`],
    ['quizzes', '/quizzes'],
    ['a quiz', `/quizzes/${quiz?.id}`],
    ['import', '/imports/new'],
    ['assignments', '/assignments'],
    ['an assignment', `/assignments/${assignment?.id}`],
    ['grading', '/grading'],
    ['the grading room', `/grading/${assignment?.id}`],
    ['certificates', '/certificates'],
    ['issuing certificates', `/certificates/issue?course=${course?.id}`],
    ['people', '/people'],
    ['a learner', `/people/${people[0]?.userId}`],
    ['history', '/history'],
    ['database', '/database'],
    ['sync', '/sync'],
    ['settings', '/settings'],
  ];
});
afterAll(() => lectern.close());

describe.each<Theme>(['light', 'dark'])('in the %s theme axe finds nothing on', (theme) => {
  it.each(names)('%s', async (name) => {
    const { page } = lectern;
    await useTheme(page, theme);
    const hash = pages.find(([known]) => known === name)?.[1] ?? '';
    await page.evaluate(`location.hash = ${JSON.stringify(`#${hash}`)}`);
    await onPage(page, /\S/);
    await waitUntil(page, `document.querySelector('[aria-busy="true"]') === null`);
    expect(await runAxe(page)).toEqual([]);
  });
});
