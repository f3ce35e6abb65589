import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspaceFile } from '../../src/main/engine/create-workspace';
import type { EngineClient } from '../../src/shared/contract/index';
import { startEngineProcess } from '../support/engine-process';
import { seededRandom } from '../support/random';

const seed = Number(process.env.LECTERN_SEED ?? Math.floor(Math.random() * 1e9));
const random = seededRandom(seed);
let folder = '';
let sample = '';

beforeAll(() => {
  console.log(`killed-engine seed: LECTERN_SEED=${seed}`);
  folder = mkdtempSync(join(tmpdir(), 'lectern-kill-'));
  sample = join(folder, 'sample.lectern');
  const created = createWorkspaceFile({
    file: sample,
    sample: true,
    program: 'tests',
    clock: { now: () => Date.now() },
    random: (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)),
    migrations: resolve('migrations'),
    version: '0.0.0-test',
    userName: 'tester',
  });
  if (!created.ok) throw new Error(created.error.message);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fresh copy of the sample in a folder of its own. */
function copyOfSample(name: string): string {
  const home = mkdtempSync(join(folder, `${name}-`));
  const file = join(home, 'work.lectern');
  copyFileSync(sample, file);
  return file;
}

async function value<T>(
  call: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>,
): Promise<T> {
  const result = await call;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function someSubmissions(
  client: EngineClient,
): Promise<readonly { id: string; max: number }[]> {
  const { rooms } = await value(client.grading.rooms({}));
  const lists = await Promise.all(
    rooms.map(async ({ assignmentId }) => {
      const { maxPoints } = await value(client.assignments.get({ id: assignmentId }));
      const { submissions } = await value(client.grading.queue({ assignmentId }));
      return submissions.map(({ id }) => ({ id, max: maxPoints }));
    }),
  );
  return lists.flat();
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('an engine that is killed', () => {
  it('while grading, at twenty random moments, has stored every grade it acknowledged', async () => {
    const file = copyOfSample('grade');
    const acknowledged = new Map<string, number>();
    let given = 0;
    for (let round = 0; round < 20; round += 1) {
      const engine = await startEngineProcess(file);
      const submissions = await someSubmissions(engine.client);
      const killed = wait(5 + random() * 150).then(engine.kill);
      for (;;) {
        const { id, max } = submissions[given % submissions.length] ?? { id: '', max: 0 };
        const raw = Math.round(random() * max * 100) / 100;
        const result = await engine.client.grading.grade({ id, raw });
        if (!result.ok) {
          expect(result.error.code).toBe('engine_stopped');
          // Not acknowledged: either outcome is right, so nothing is known about this one any more.
          acknowledged.delete(id);
          break;
        }
        acknowledged.set(id, raw);
        given += 1;
      }
      await killed;
    }
    expect(given).toBeGreaterThan(20);
    const engine = await startEngineProcess(file);
    for (const [id, raw] of acknowledged) {
      expect((await value(engine.client.grading.submission({ id }))).grade?.raw).toBe(raw);
    }
    const check = await value(engine.client.workspace.check({}));
    expect(check.complaints).toEqual([]);
    await engine.close();
  }, 120_000);

  it('while importing leaves all of the bank or none of it', async () => {
    const bank = Array.from(
      { length: 3000 },
      (_, at) => `::Q${at}:: What is ${at} + 1? {=${at + 1} ~${at} ~${at + 2}}`,
    ).join('\n\n');
    const file = copyOfSample('import');
    for (let round = 0; round < 5; round += 1) {
      const engine = await startEngineProcess(file);
      const before = (await value(engine.client.workspace.info({}))).counts.Question ?? 0;
      const importing = engine.client.imports
        .preview({ sources: [{ name: 'bank.gift', text: bank }] })
        .then((preview) =>
          preview.ok
            ? engine.client.imports.accept({
                previewId: preview.value.previewId,
                target: { newQuiz: `Round ${round}` },
              })
            : preview,
        );
      await wait(20 + random() * 500);
      await engine.kill();
      const result = await importing;
      const again = await startEngineProcess(file);
      const after = (await value(again.client.workspace.info({}))).counts.Question ?? 0;
      const added = after - before;
      if (result.ok) expect(added).toBe(3000);
      else expect([0, 3000]).toContain(added);
      expect((await value(again.client.workspace.check({}))).complaints).toEqual([]);
      await again.close();
    }
  }, 120_000);

  it('while issuing certificates goes on at the next issue: one each, and no half-written file', async () => {
    const file = copyOfSample('issue');
    const { courseId, learners } = await eligibleCourse(file);
    const out = join(file, '..', 'pdf');
    for (let round = 0; round < 4; round += 1) {
      const engine = await startEngineProcess(file);
      const issuing = engine.client.certificates.issue({ courseId, out });
      await wait(100 + random() * 700);
      await engine.kill();
      await issuing;
    }
    const engine = await startEngineProcess(file);
    await value(engine.client.certificates.issue({ courseId, out }));
    const { certificates } = await value(engine.client.certificates.list({ courseId }));
    for (const learner of learners) {
      const theirs = certificates.filter((one) => one.userId === learner);
      expect(theirs.map((one) => one.status)).toEqual(['issued']);
      const [{ code = '' } = {}] = theirs;
      expect((await value(engine.client.certificates.verify({ code }))).status).toBe('valid');
    }
    const names = readdirSync(out);
    expect(names.filter((name) => !name.endsWith('.pdf'))).toEqual([]);
    for (const name of names) {
      const byFile = await value(engine.client.certificates.verify({ code: join(out, name) }));
      expect(byFile.status).toBe('valid');
    }
    expect((await value(engine.client.workspace.check({}))).complaints).toEqual([]);
    await engine.close();
  }, 180_000);
});

async function eligibleCourse(
  file: string,
): Promise<{ courseId: string; learners: readonly string[] }> {
  const engine = await startEngineProcess(file);
  const { courses } = await value(engine.client.courses.list({}));
  let best: { courseId: string; learners: readonly string[] } = { courseId: '', learners: [] };
  for (const course of courses) {
    const { eligible } = await value(engine.client.certificates.eligible({ courseId: course.id }));
    if (eligible.length > best.learners.length) {
      best = { courseId: course.id, learners: eligible.map((one) => one.userId) };
    }
  }
  await engine.close();
  expect(best.learners.length).toBeGreaterThan(5);
  return best;
}
