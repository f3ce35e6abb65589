import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { placeFailure } from './place-failure';
import {
  centralHeader,
  commentFor,
  descriptorOf,
  dosTime,
  endOfDirectory,
  localHeader,
  type DosTime,
  type ZipEntry,
} from './zip-format';

/**
 * Writes a zip file as its contents arrive: into a temporary file first, flushed to the disk,
 * then renamed, so that an archive is whole or absent. Memory stays bounded by the chunks.
 */
export class ZipWriter {
  readonly #hash = createHash('sha256');
  readonly #entries: ZipEntry[] = [];
  readonly #stamp: DosTime;
  #position = 0;

  private constructor(
    private readonly file: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
    epochMs: number,
  ) {
    this.#stamp = dosTime(epochMs);
  }

  /** Fails with `bad_input` or `disk_full` when nothing can be written there. */
  static async create(file: string, epochMs: number): Promise<ZipWriter> {
    const temporary = `${file}.part`;
    try {
      return new ZipWriter(file, temporary, await open(temporary, 'w', 0o600), epochMs);
    } catch (error) {
      throw placeFailure(error, file);
    }
  }

  /** Adds one entry, compressed; returns its size before compression. */
  async add(name: string, source: Readable | string): Promise<number> {
    const offset = this.#position;
    await this.#write(localHeader(name, this.#stamp));
    let [crc, size, compressed] = [0, 0, 0];
    const measure = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    };
    const store = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of chunks) {
        compressed += chunk.length;
        await this.#write(chunk);
      }
    };
    const from = typeof source === 'string' ? Readable.from([Buffer.from(source)]) : source;
    await pipeline(from, measure, createDeflateRaw(), store);
    const entry: ZipEntry = { name, crc, size, compressed, offset };
    await this.#write(descriptorOf(entry));
    this.#entries.push(entry);
    return size;
  }

  /** Writes the directory and gives the file its name; returns its size in bytes and checksum. */
  async finish(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const start = this.#position;
    for (const entry of this.#entries) await this.#write(centralHeader(entry, this.#stamp));
    await this.#write(endOfDirectory(this.#entries.length, start, this.#position - start));
    const comment = commentFor(this.#hash.copy().digest('hex'));
    await this.#write(comment);
    const sha256 = this.#hash.digest('hex');
    await this.handle.sync();
    await this.handle.close();
    await rename(this.temporary, this.file);
    await flushFolder(dirname(this.file));
    return { bytes: this.#position, sha256 };
  }

  /** Removes what has been written so far; the file of that name is as it was. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined); // closed already by a failed finish
    await rm(this.temporary, { force: true });
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.handle.writev([bytes]);
    } catch (error) {
      throw placeFailure(error, this.file);
    }
    this.#hash.update(bytes);
    this.#position += bytes.length;
  }
}

/** The rename itself must survive a power cut; not every system can flush a folder. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
