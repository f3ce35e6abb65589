import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { problemOfError } from './error-problem';
import type { Problem } from './problem';

/** Where a body goes and how far it may go. */
export type BodyRequest = {
  readonly partial: string;
  readonly limit: number;
  readonly patience: { readonly stallMs: number };
};

/** Carries a problem out of a stream, which can only throw. */
class BodyProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Under this many bytes in one span of `stallMs` a transfer counts as standing still. */
const slowest = 1_024;

/**
 * Writes a body to the disk as it arrives: in memory there is never more than a few chunks of it.
 * Counted and hashed is what was unpacked, so a small answer cannot become a huge file. Forced to
 * the disk before it counts as there.
 */
export async function receiveBody(
  answer: IncomingMessage,
  request: BodyRequest,
): Promise<Result<{ readonly bytes: number; readonly sha256: string }, Problem>> {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const unpack = unpackers.get(encoding);
  if (!unpack) {
    answer.destroy();
    return err({ code: 'encoding', detail: encoding.slice(0, 40) });
  }
  const stopWatching = watchPace(answer, request.patience.stallMs);
  let handle: FileHandle | undefined;
  try {
    handle = await open(request.partial, 'wx', 0o600);
    return ok(await write(answer, unpack(), handle, request.limit));
  } catch (error) {
    answer.destroy();
    return err(error instanceof BodyProblem ? error.problem : problemOfError(error));
  } finally {
    stopWatching();
    await handle?.close();
  }
}

type Unpack = () => NodeJS.ReadWriteStream | undefined;

const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['identity', () => undefined],
  ['', () => undefined],
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
]);

async function write(
  answer: IncomingMessage,
  unpack: NodeJS.ReadWriteStream | undefined,
  handle: FileHandle,
  limit: number,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let ours: unknown;
  const take = async (piece: string | Buffer): Promise<void> => {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    bytes += chunk.length;
    if (bytes > limit) throw new BodyProblem({ code: 'too_large', detail: String(bytes) });
    hash.update(chunk);
    await handle.writeFile(chunk);
  };
  const store = async (chunks: AsyncIterable<string | Buffer>): Promise<void> => {
    for await (const piece of chunks)
      await take(piece).catch((error: unknown) => {
        ours = error;
        throw error;
      });
  };
  try {
    if (unpack) await pipeline(answer, unpack, store);
    else await pipeline(answer, store);
  } catch (error) {
    // What stops here ends the streams before it, and they complain of that first.
    throw ours ?? error;
  }
  await handle.sync();
  return { bytes, sha256: hash.digest('hex') };
}

/** Ends a transfer that stands still or only pretends to move. Returns how to stop watching. */
function watchPace(answer: IncomingMessage, stallMs: number): () => void {
  const { socket } = answer;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    const moved = socket.bytesRead - before;
    before = socket.bytesRead;
    if (moved < slowest) answer.destroy(new BodyProblem({ code: 'timeout' }));
  }, stallMs);
  return () => clearInterval(timer);
}
