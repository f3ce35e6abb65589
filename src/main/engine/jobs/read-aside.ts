import { fail, FailureError } from '../../../shared/kernel/errors';
import type { Log } from '../log/log';
import type { Reading, Turn } from '../storage/reading';
import { rowsAtMost } from '../storage/table-size';
import type { Workspace } from '../storage/workspace';
import { breathe } from './breathe';
import type { ReadingDone, ReadingRequest } from './reading-request';
import type { Workers } from './workers';

/** What a reading needs of its surroundings. */
export type Aside = {
  readonly workspace: Workspace;
  readonly workers: Workers;
  readonly log: Log;
};

/** What a reading gave, and for how many milliseconds it kept its thread busy. */
export type ReadAnswer<T> = { readonly value: T; readonly took: number };

/** Over so few rows the engine answers sooner than it would hear from a thread. */
const few = 10_000;

/** Pieces that the engine does itself are gathered up to this; then others run. */
const turnMs = 5;

/**
 * Works out an answer over whole tables without keeping other calls waiting: over few rows at once,
 * otherwise on the worker for readings, which looks at the file beside the engine. It sees all that
 * was committed before. Where the worker cannot (the file was moved, another one is in its place),
 * the engine does it itself, in turns. Fails with `cancelled` when `signal` fires and with
 * `engine_stopped` when the workspace is closed meanwhile.
 */
export async function readAside<I, T>(
  { workspace, workers, log }: Aside,
  reading: Reading<I, T>,
  input: I,
  signal?: AbortSignal,
): Promise<ReadAnswer<T>> {
  const { file, identity, connection } = workspace;
  if (identity === undefined || rowsAtMost(connection, reading.tables) < few) {
    return readInTurns(workspace, reading, input);
  }
  const request: ReadingRequest = { file, identity, name: reading.name, input };
  try {
    const answer = await readOnThread<T>(workers, request, signal);
    stopIfClosed(workspace);
    return answer;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    log.warn('reading.inside', { name: reading.name, message: String(error) });
    return readInTurns(workspace, reading, input);
  }
}

/** Works a reading out on the worker; throws what it throws there, as a plain error. */
export async function readOnThread<T>(
  workers: Workers,
  request: ReadingRequest,
  signal?: AbortSignal,
): Promise<ReadAnswer<T>> {
  const parts: unknown[][] = [];
  // The worker runs the reading of this name, whose answer is a T; a long list comes in parts.
  const done = (await workers.run('reading', request, {
    ...(signal ? { signal } : {}),
    onChunk: (part) => parts.push(part as unknown[]),
  })) as ReadingDone;
  const value = done.isInParts ? parts.flat() : done.value;
  // Taking a long answer over and passing it on are two pieces of work.
  await breathe();
  return { value: value as T, took: done.took };
}

function stopIfClosed({ connection }: Workspace): void {
  if (connection.open) return;
  fail('engine_stopped', 'Lectern is closing. Nothing was changed by this call.');
}

async function readInTurns<I, T>(
  workspace: Workspace,
  reading: Reading<I, T>,
  input: I,
): Promise<ReadAnswer<T>> {
  let [took, gathered] = [0, 0];
  const turn: Turn = async (work) => {
    if (gathered >= turnMs) {
      gathered = 0;
      await breathe();
    }
    stopIfClosed(workspace);
    const start = performance.now();
    const piece = work();
    const ms = performance.now() - start;
    took += ms;
    gathered += ms;
    return piece;
  };
  return { value: await reading.read(workspace.read, input, turn), took };
}
