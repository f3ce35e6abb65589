import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listCertificates } from '../../src/main/engine/certificates/repository';
import { openCertificateWorkspace } from './certificates-workspace';

const learners = 230;
const mostKills = 5;
const seed = Number(process.env.LECTERN_SEED ?? 20_250_303);

/** Mulberry32: a small seeded source of numbers from 0 to 1. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const issuer = join(import.meta.dirname, 'certificates-issuer.mjs');

/** Starts the issuer, kills it `after` milliseconds into its work; true when it came to its end. */
async function runAndKill(folder: string, out: string, after: number): Promise<boolean> {
  const child = spawn(process.execPath, [issuer, folder, out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => {
    child.stdout.once('data', resolve);
    child.once('exit', resolve);
  });
  await Promise.race([wait(after), ended]);
  child.kill('SIGKILL');
  const code = await ended;
  if (code !== null && code !== 0) throw new Error(complaint);
  return code === 0;
}

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder) : [];

test(`issuing that is killed again and again gives every learner exactly one certificate (seed ${seed})`, async () => {
  const random = randomFrom(seed);
  const first = openCertificateWorkspace();
  const { folder } = first;
  const out = join(folder, 'out');
  for (let index = 0; index < learners; index += 1)
    first.addLearner(`l${index}`, `Learner ${index} 欧阳`);
  first.workspace.close();
  let kills = 0;
  while (!(await runAndKill(folder, out, kills < mostKills ? random() * 1500 : 60_000))) {
    kills += 1;
    expect(kills).toBeLessThan(60);
  }
  const place = openCertificateWorkspace(folder);
  const issued = listCertificates(place.workspace.read, 'course');
  expect(kills).toBeGreaterThan(0);
  expect(new Set(issued.map(({ userId }) => userId)).size).toBe(learners);
  expect(issued.filter(({ status }) => status === 'issued')).toHaveLength(learners);
  for (const { file, sha256 } of issued) {
    expect(
      createHash('sha256')
        .update(readFileSync(file ?? ''))
        .digest('hex'),
    ).toBe(sha256);
  }
  expect(filesIn(out)).toHaveLength(learners);
  expect(filesIn(out).filter((name) => name.endsWith('.part'))).toEqual([]);
  await place.close();
}, 180_000);
