import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { fail } from '../../../../shared/kernel/errors';
import {
  checksumOf,
  commentLength,
  endLength,
  signatures,
  tailLength,
  type ZipEntry,
} from './zip-format';

/** A zip of `ZipWriter`, proved to be whole. */
export type OpenZip = {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** SHA-256 of the whole file, as `sha256sum` prints it. */
  readonly sha256: string;
  readonly bytes: number;
  /** The contents of an entry; the stream fails when they are not what was written. */
  readonly read: (name: string) => Readable;
  /** As `read`, for a short text. */
  readonly readText: (name: string) => Promise<string>;
};

/** A directory of more than this is none that we wrote. */
const directoryLimit = 16 * 1024 * 1024;

/**
 * Reads the directory of a zip that `ZipWriter` wrote and proves every byte of the file against
 * the checksum at its end. Fails with `not_found` or `bad_input` (cut off, changed, no archive).
 */
export async function openZip(file: string): Promise<OpenZip> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) =>
    fail('not_found', `There is no file ${file} that can be read (${error.code ?? 'unknown'}).`, {
      file,
    }),
  );
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - tailLength - commentLength), size);
    const expected = checksumOf(tail.subarray(tail.length - commentLength));
    if (expected === undefined) return broken(file, await whatItIs(handle));
    const { before, whole } = await hashes(file, size - commentLength);
    if (before !== expected) return broken(file, 'was changed or damaged after it was written');
    const entries = await readDirectory(handle, tail, file);
    const read = (name: string): Readable =>
      readEntry(file, entries.get(name) ?? broken(file, `lacks ${name}`));
    return { entries, sha256: whole, bytes: size, read, readText: (name) => textOf(read(name)) };
  } finally {
    await handle.close();
  }
}

async function whatItIs(handle: FileHandle): Promise<string> {
  const start = await readAt(handle, 0, 4);
  const isZip = start.length === 4 && start.readUInt32LE(0) === signatures.local;
  return isZip ? 'is cut off, or was not written by Lectern' : 'is no archive of Lectern';
}

async function hashes(
  file: string,
  length: number,
): Promise<{ readonly before: string; readonly whole: string }> {
  const hash = createHash('sha256');
  if (length > 0) {
    for await (const chunk of createReadStream(file, { end: length - 1 })) {
      hash.update(chunk as Buffer); // a stream without an encoding gives buffers
    }
  }
  const before = hash.copy().digest('hex');
  for await (const chunk of createReadStream(file, { start: length })) {
    hash.update(chunk as Buffer); // as above
  }
  return { before, whole: hash.digest('hex') };
}

async function readDirectory(
  handle: FileHandle,
  tail: Buffer,
  file: string,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const end = tail.subarray(0, tail.length - commentLength);
  if (end.length !== tailLength || end.readUInt32LE(tailLength - endLength) !== signatures.end) {
    return broken(file, 'has no directory');
  }
  const count = Number(end.readBigUInt64LE(32));
  const length = Number(end.readBigUInt64LE(40));
  const offset = Number(end.readBigUInt64LE(48));
  if (length > directoryLimit) return broken(file, 'has a directory that is too large');
  const bytes = await readAt(handle, offset, offset + length);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== signatures.central) {
      return broken(file, 'has a damaged directory');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const sizes = at + 46 + nameLength + 4;
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, {
      name,
      crc: bytes.readUInt32LE(at + 16),
      size: Number(bytes.readBigUInt64LE(sizes)),
      compressed: Number(bytes.readBigUInt64LE(sizes + 8)),
      offset: Number(bytes.readBigUInt64LE(sizes + 16)),
    });
    at = sizes + 24;
  }
  return entries;
}

async function textOf(source: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk as Buffer); // bytes, as read
  return Buffer.concat(chunks).toString('utf8');
}

function readEntry(file: string, entry: ZipEntry): Readable {
  return Readable.from(inflated(file, entry), { objectMode: false });
}

async function* inflated(file: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  // The local header is ours: its length follows from the name.
  const start = entry.offset + 30 + Buffer.byteLength(entry.name) + 20;
  const raw = createReadStream(file, { start, end: start + Math.max(entry.compressed, 1) - 1 });
  const plain = createInflateRaw();
  raw.once('error', (error) => plain.destroy(error));
  let [crc, size] = [0, 0];
  try {
    for await (const chunk of raw.pipe(plain)) {
      const bytes = chunk as Buffer; // as zlib gives it
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (size > entry.size) broken(file, `holds more in ${entry.name} than it says`);
      yield bytes;
    }
  } finally {
    raw.destroy();
  }
  if (size !== entry.size || crc !== entry.crc) broken(file, `has damaged contents: ${entry.name}`);
}

async function readAt(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

function broken(file: string, why: string): never {
  return fail('bad_input', `${file} ${why}. Nothing was changed.`, { file });
}
