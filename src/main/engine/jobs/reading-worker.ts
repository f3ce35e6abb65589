import BetterSqlite3 from 'better-sqlite3';
import { inBatches } from '../../../shared/kernel/in-batches';
import { certificateEligibility } from '../certificates/eligibility';
import { courseNumbers, courseTakers } from '../courses/takers';
import { eligibleByOwnRule } from '../home/eligible';
import { everyPerson, peopleCount } from '../people/readings';
import { handleFor } from '../storage/database';
import type { Reading, Turn } from '../storage/reading';
import { fileIdentity } from '../storage/same-file';
import { soundness } from '../storage/soundness';
import { rowCounts } from '../workspace/row-counts';
import { breathe } from './breathe';
import type { ReadingDone, ReadingRequest } from './reading-request';
import { serveWorker } from './serve-worker';
import type { WorkerTask } from './worker-protocol';

/** What this worker can be asked: fixed questions, never SQL. */
const readings = [
  certificateEligibility,
  courseNumbers,
  courseTakers,
  eligibleByOwnRule,
  everyPerson,
  peopleCount,
  rowCounts,
  soundness,
];

/** As many rows are a few milliseconds for the engine to take over. */
const partLength = 1_000;

serveWorker((input, task) => answer(input as ReadingRequest, task));

async function answer(request: ReadingRequest, task: WorkerTask): Promise<ReadingDone> {
  const reading = readings.find(({ name }) => name === request.name);
  if (!reading) throw new Error(`There is no reading ${request.name}`);
  const start = performance.now();
  const value = await look(request, task, reading as Reading<unknown, unknown>);
  const took = performance.now() - start;
  if (!Array.isArray(value)) return { isInParts: false, value, took };
  for (const part of inBatches(value, partLength)) task.chunk(part);
  return { isInParts: true, value: null, took };
}

/** A connection for one answer: nothing of the file is held when nobody asks. */
async function look(
  { file, identity, input }: ReadingRequest,
  task: WorkerTask,
  reading: Reading<unknown, unknown>,
): Promise<unknown> {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const turn: Turn = async (work) => {
    await breathe();
    if (task.isCancelled()) throw new Error('nobody waits for this answer any more');
    return work();
  };
  try {
    if (fileIdentity(file) !== identity) throw new Error(`${file} is another file now`);
    connection.pragma('cache_size = -32000');
    return await reading.read(handleFor(connection), input, turn);
  } finally {
    connection.close();
  }
}
