import { join } from 'node:path';
import { launchLectern, type LaunchedLectern } from './e2e-launch';
import { goTo, seesText } from './e2e-steps';
import { waitUntil } from './e2e-wait';
import { syncServer, type SyncDatabase, type SyncServer } from './sync-server';
import { postgresProxy, socketOf, type PostgresProxy } from './tcp-proxy';

/** Submissions that wait for a grade in the assignment of the tests. */
export const submissions = 24;

const learners = [
  'Mia Ito',
  'Noah Fischer',
  'ليلى حداد',
  'Zoë Kwarteng',
  'Ivana Horvat',
  'Luis Peña',
] as const;

/** An LMS on a server, a network that can be cut, and a window. */
export type SyncedWindow = {
  readonly lectern: LaunchedLectern;
  readonly database: SyncDatabase;
  readonly proxy: PostgresProxy;
  readonly close: () => Promise<void>;
};

/** Starts the three; the window shows the sample and knows nothing of the server. */
export async function startWindowWithServer(): Promise<SyncedWindow> {
  const server: SyncServer = await syncServer({
    size: { users: 120, courses: 6, chaptersPerCourse: 8, seed: 11 },
    roles: [{ name: 'anna', userId: 'teacher' }],
  });
  const database = await server.database();
  await addAssignment(database);
  const proxy = await postgresProxy(socketOf(server.server, server.port));
  const lectern = await launchLectern();
  await seesText(lectern.page, /Grading\s*\d+/);
  return {
    lectern,
    database,
    proxy,
    close: async () => {
      await lectern.close();
      await proxy.close();
      await server.stop();
    },
  };
}

async function addAssignment({ admin }: SyncDatabase): Promise<void> {
  await admin.query(
    `INSERT INTO "Assignment" ("id","title","description","courseId","maxPoints","isPublished","dueDate")
     VALUES ('essay','The causes of 1848','Two pages.','course-0',100,true,'2026-03-01')`,
  );
  await admin.query(
    `INSERT INTO "AssignmentSubmission" ("id","userId","assignmentId","content","submittedAt")
     SELECT format('sub-%s', lpad(n::text, 2, '0')), format('learner-%s', n), 'essay',
       'Hunger, print and the barricade: how 1848 began.', timestamp '2026-02-20' + n * interval '1 minute'
     FROM generate_series(1, $1) n`,
    [submissions],
  );
  await admin.query(
    `INSERT INTO lectern.person (user_id, name, source)
     SELECT format('learner-%s', n), coalesce(($2::text[])[n], format('Learner %s', n)), 'test'
     FROM generate_series(1, $1) n`,
    [submissions, learners],
  );
}

/** What the system's dialog for saving answers from now on. */
async function willSaveTo({ app }: LaunchedLectern, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** From the sample to an empty workspace, as the page offers it. */
export async function makeEmptyWorkspace(lectern: LaunchedLectern): Promise<void> {
  const { page, home } = lectern;
  await goTo(page, 'x', 'Sync');
  await seesText(page, 'This is the sample workspace');
  await willSaveTo(lectern, join(home, 'courses.lectern'));
  await page.getByRole('button', { name: 'New empty workspace…' }).press('Enter');
  await seesText(page, '1. Which server?');
}

/** Looks at the server through the page, as `anna`; what comes next is shown then. */
export async function lookAtServer({ lectern, database, proxy }: SyncedWindow): Promise<void> {
  const { page } = lectern;
  await page
    .getByLabel('Postgres URL')
    .fill(`postgres://anna@127.0.0.1:${proxy.port}/${database.name}?sslmode=disable`);
  await page.getByLabel('Postgres URL').press('Enter');
  await seesText(page, '2. What would be copied');
}

/** Begins the first copy over a slow network, and waits until some of it is there. */
export async function beginSlowCopy({ lectern, proxy }: SyncedWindow): Promise<void> {
  const { page } = lectern;
  proxy.delay(20);
  await page.getByRole('button', { name: 'Make the first copy' }).press('Enter');
  await seesText(page, /[1-9][\d,]* of about/);
}

/** Opens the grading room of the assignment. */
export async function openRoom({ lectern }: SyncedWindow): Promise<void> {
  await lectern.page.evaluate("location.hash = '#/grading/essay'");
  await waitUntil(lectern.page, "document.activeElement?.inputMode === 'decimal'");
}

/** Grades so many in a row with the keys a person uses: 60 and what follows. Their ids, in order. */
export async function gradeInARow(
  { lectern }: SyncedWindow,
  count: number,
): Promise<readonly string[]> {
  const { page } = lectern;
  const graded: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const ready = "document.activeElement?.inputMode === 'decimal'";
    const isNew = `!${JSON.stringify(graded)}.some((id) => location.hash.includes(id))`;
    await waitUntil(page, `${ready} && document.activeElement.value === '' && ${isNew}`);
    graded.push(String(await page.evaluate('location.hash.match(/submission=([^&]+)/)[1]')));
    await page.keyboard.type(String(60 + at));
    await page.keyboard.press('Enter');
  }
  return graded;
}

const footer = "(document.querySelector('footer')?.innerText ?? '')";

/** Waits until the status bar says this; what it says instead is in the failure. */
export async function statusSays({ lectern }: SyncedWindow, words: RegExp): Promise<void> {
  const { page } = lectern;
  try {
    await waitUntil(page, `${String(words)}.test(${footer})`);
  } catch (cause) {
    const said = String(await page.evaluate(footer));
    throw new Error(`the status bar says ${JSON.stringify(said)}\n${lectern.log()}`, { cause });
  }
}
