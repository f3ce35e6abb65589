import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openWorkspaceFile } from '../../src/main/engine/storage/open';
import { builders } from '../support/builders';
import { expectOk, testEngine, type TestEngine } from '../support/engine';
import { fillLarge, manyLearners } from '../support/large-workspace';

const completed = manyLearners / 3;

/** What the window asks of whole tables. */
async function numbersOf({ client }: TestEngine) {
  const [list, course, counts, summary, people, eligible, info] = await Promise.all([
    client.courses.list({}),
    client.courses.get({ id: 'tides' }),
    client.home.counts({}),
    client.home.summary({}),
    client.people.list({}),
    client.certificates.eligible({ courseId: 'tides' }),
    client.workspace.info({}),
  ]);
  return {
    courses: expectOk(list).courses,
    course: expectOk(course),
    counts: expectOk(counts),
    eligible: expectOk(summary).eligible,
    people: expectOk(people).people,
    certificates: expectOk(eligible),
    rows: expectOk(info).counts,
  };
}

async function largeEngine() {
  const logFile = join((await testEngine()).folder, 'engine.log');
  const engine = await testEngine({ logFile });
  fillLarge(engine);
  const worked = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  return { engine, logged: (event: string) => worked().includes(`"${event}"`) };
}

describe('numbers over whole tables', () => {
  it('come from a thread where there are many rows, and are right', async () => {
    const { engine, logged } = await largeEngine();
    const numbers = await numbersOf(engine);
    expect(logged('reading.inside')).toBe(false);
    const learners = manyLearners + 1;
    expect(numbers.courses).toEqual([expect.objectContaining({ learners, completed })]);
    expect(numbers.course).toMatchObject({ learners, completed });
    expect(numbers.course.chapterList.map(({ completedBy }) => completedBy)).toEqual([
      manyLearners,
      completed,
    ]);
    expect(numbers.eligible).toEqual([
      { courseId: 'tides', title: 'Tides', learners: completed - 1 },
    ]);
    expect(numbers.counts.people).toBe(learners);
    expect(numbers.people).toHaveLength(learners);
    expect(new Set(numbers.people.map(({ userId }) => userId)).size).toBe(learners);
    expect(numbers.certificates.eligible).toHaveLength(completed - 1);
    expect(numbers.rows).toMatchObject({ UserProgress: manyLearners * 2, Purchase: 1 });
  });

  it('are the same after the file was moved and another one put in its place', async () => {
    const { engine, logged } = await largeEngine();
    const before = await numbersOf(engine);
    engine.sql.pragma('wal_checkpoint(TRUNCATE)');
    const other = await testEngine();
    builders(other).course({ title: 'Another file' });
    other.sql.pragma('wal_checkpoint(TRUNCATE)');
    renameSync(engine.file, join(engine.folder, 'moved.lectern'));
    copyFileSync(other.file, engine.file);
    engine.sql.exec(`UPDATE "Course" SET "title" = 'Tides' WHERE "id" = 'tides'`);
    expect(await numbersOf(engine)).toEqual(before);
    expect(logged('reading.inside')).toBe(true);
  });

  it('are right in a workspace that is open for reading only', async () => {
    const { engine, logged } = await largeEngine();
    const before = await numbersOf(engine);
    const reading = await testEngine({ file: engine.file, mode: 'read' });
    expect(await numbersOf(reading)).toEqual(before);
    expect(logged('reading.inside')).toBe(false);
  });

  it('have in them what a person has just done, also when asked for a moment before', async () => {
    const { engine } = await largeEngine();
    const early = engine.client.courses.list({});
    expectOk(
      await engine.client.courses.updateChapter({ id: 'sun', patch: { isPublished: false } }),
    );
    const [course] = expectOk(await engine.client.courses.list({})).courses;
    expect(course).toMatchObject({ publishedChapters: 1, completed: manyLearners });
    expectOk(await early);
    expectOk(await engine.client.history.undo({}));
    expect(expectOk(await engine.client.courses.get({ id: 'tides' })).completed).toBe(completed);
    expect(expectOk(await engine.client.courses.list({})).courses[0]?.completed).toBe(completed);
  });

  it('have in them what another program wrote, a minute later at the latest', async () => {
    const { engine } = await largeEngine();
    expectOk(await engine.client.people.list({}));
    builders(engine).progress('moon', 'newcomer');
    // On a machine that is busy the walk takes long, and its answer stands for a while.
    const now = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_001);
    onTestFinished(() => clock.mockRestore());
    const { people } = expectOk(await engine.client.people.list({}));
    expect(people.some(({ userId }) => userId === 'newcomer')).toBe(true);
  });

  it('do not keep a workspace from closing, and answer again when it is open', async () => {
    const { engine } = await largeEngine();
    const asked = numbersOf(engine).catch(() => 'the engine was closing');
    const again = await engine.restart();
    expect(await asked).toBeDefined();
    expect(expectOk(await again.client.courses.list({})).courses[0]?.completed).toBe(completed);
  });

  it('count everybody also while a first copy has taken the indexes away', async () => {
    const { engine } = await largeEngine();
    engine.sql.exec('DROP INDEX "UserProgress_userId_chapterId_key"');
    expect(expectOk(await engine.client.home.counts({})).people).toBe(manyLearners + 1);
  });
});

describe('a backup of a large workspace', () => {
  it('is checked on the thread before it gets its name', async () => {
    const { engine } = await largeEngine();
    const text = 'a'.repeat(1_000);
    engine.sql.exec('BEGIN');
    const assignment = builders(engine).assignment();
    for (let n = 0; n < 9_000; n += 1) {
      builders(engine).submission(assignment, `learner-${n}`, { id: `work-${n}`, content: text });
    }
    engine.sql.exec('COMMIT');
    const { file } = expectOk(await engine.client.workspace.backup({}));
    const writer = { program: 'a test', pid: process.pid };
    const copy = expectOk(openWorkspaceFile({ file, mode: 'read', writer }));
    expect(copy.connection.prepare('SELECT count(*) FROM "UserProgress"').pluck().get()).toBe(
      manyLearners * 2,
    );
    copy.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
