import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What tells files apart, and what tells that one was made of another. */
export type FilePrint = {
  readonly bytes: number;
  readonly sha256: string;
  /** SHA-256 of the first and of the last kilobyte. */
  readonly ends: readonly [string, string];
};

const endLength = 1_024;

/** Sums a file up, reading it as a stream. */
export async function hashFile(file: string): Promise<FilePrint> {
  const hash = createHash('sha256');
  let bytes = 0;
  let [head, tail] = [Buffer.alloc(0), Buffer.alloc(0)];
  for await (const chunk of createReadStream(file)) {
    const part = chunk as Buffer; // a stream without an encoding gives buffers
    hash.update(part);
    bytes += part.length;
    if (head.length < endLength) head = Buffer.concat([head, part]).subarray(0, endLength);
    tail = Buffer.concat([tail, part]).subarray(-endLength);
  }
  return { bytes, sha256: hash.digest('hex'), ends: [sha256(head), sha256(tail)] };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
