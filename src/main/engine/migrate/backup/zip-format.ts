/**
 * The parts of a zip file, always in their 64-bit form (PKWARE APPNOTE 6.3.10, sections 4.3 and
 * 4.5.3), because a table may well be larger than 4 GiB. Sizes are bytes.
 */
export type ZipEntry = {
  readonly name: string;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
};

export const signatures = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
} as const;

const version = 45;
/** Names are UTF-8, and sizes follow the data because they are not known before. */
const flags = 0x0808;
const deflated = 8;
const whole32 = 0xffffffff;
const whole16 = 0xffff;

/** What closes the file: a checksum over everything before it, so that no byte can change unseen. */
const commentPrefix = 'lectern sha256:';
export const commentLength = commentPrefix.length + 64;
export const endLength = 22;
export const tailLength = endLength + 20 + 56;

/** The comment at the end of the file. */
export function commentFor(sha256: string): Buffer {
  return Buffer.from(`${commentPrefix}${sha256}`, 'latin1');
}

/** The checksum that a comment names; undefined when it is not ours. */
export function checksumOf(comment: Buffer): string | undefined {
  const text = comment.toString('latin1');
  const sha256 = text.slice(commentPrefix.length);
  return text.startsWith(commentPrefix) && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined;
}

/** The header in front of an entry's data. */
export function localHeader(name: string, stamp: DosTime): Buffer {
  const title = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30 + title.length + 20);
  header.writeUInt32LE(signatures.local, 0);
  writeCommon(header, 4, stamp);
  header.writeUInt32LE(0, 14);
  header.writeUInt32LE(whole32, 18);
  header.writeUInt32LE(whole32, 22);
  header.writeUInt16LE(title.length, 26);
  header.writeUInt16LE(20, 28);
  title.copy(header, 30);
  writeSizes(header, 30 + title.length, 0, 0);
  return header;
}

/** What follows an entry's data. */
export function descriptorOf(entry: ZipEntry): Buffer {
  const descriptor = Buffer.alloc(24);
  descriptor.writeUInt32LE(signatures.descriptor, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  descriptor.writeBigUInt64LE(BigInt(entry.compressed), 8);
  descriptor.writeBigUInt64LE(BigInt(entry.size), 16);
  return descriptor;
}

/** One line of the directory. */
export function centralHeader(entry: ZipEntry, stamp: DosTime): Buffer {
  const title = Buffer.from(entry.name, 'utf8');
  const header = Buffer.alloc(46 + title.length + 28);
  header.writeUInt32LE(signatures.central, 0);
  header.writeUInt16LE(version, 4);
  writeCommon(header, 6, stamp);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(whole32, 20);
  header.writeUInt32LE(whole32, 24);
  header.writeUInt16LE(title.length, 28);
  header.writeUInt16LE(28, 30);
  header.writeUInt32LE(whole32, 42);
  title.copy(header, 46);
  writeSizes(header, 46 + title.length, entry.size, entry.compressed, entry.offset);
  return header;
}

/** The end of the directory, 64-bit and ordinary, without the comment's text. */
export function endOfDirectory(entries: number, offset: number, length: number): Buffer {
  const tail = Buffer.alloc(tailLength);
  tail.writeUInt32LE(signatures.end64, 0);
  tail.writeBigUInt64LE(44n, 4);
  tail.writeUInt16LE(version, 12);
  tail.writeUInt16LE(version, 14);
  tail.writeBigUInt64LE(BigInt(entries), 24);
  tail.writeBigUInt64LE(BigInt(entries), 32);
  tail.writeBigUInt64LE(BigInt(length), 40);
  tail.writeBigUInt64LE(BigInt(offset), 48);
  tail.writeUInt32LE(signatures.locator64, 56);
  tail.writeBigUInt64LE(BigInt(offset + length), 64);
  tail.writeUInt32LE(1, 72);
  tail.writeUInt32LE(signatures.end, 76);
  tail.writeUInt16LE(whole16, 84);
  tail.writeUInt16LE(whole16, 86);
  tail.writeUInt32LE(whole32, 88);
  tail.writeUInt32LE(whole32, 92);
  tail.writeUInt16LE(commentLength, 96);
  return tail;
}

/** Date and time as zip files carry them: UTC, to two seconds. */
export type DosTime = { readonly date: number; readonly time: number };

/** Converts milliseconds since the epoch, UTC. */
export function dosTime(epochMs: number): DosTime {
  const at = new Date(epochMs);
  const year = Math.min(Math.max(at.getUTCFullYear() - 1980, 0), 127);
  return {
    date: (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

/** Version, flags, method and time: the same in both headers. */
function writeCommon(header: Buffer, at: number, stamp: DosTime): void {
  header.writeUInt16LE(version, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(deflated, at + 4);
  header.writeUInt16LE(stamp.time, at + 6);
  header.writeUInt16LE(stamp.date, at + 8);
}

/** The extra field that holds 64-bit sizes (0x0001). */
function writeSizes(
  header: Buffer,
  at: number,
  size: number,
  compressed: number,
  offset?: number,
): void {
  header.writeUInt16LE(0x0001, at);
  header.writeUInt16LE(offset === undefined ? 16 : 24, at + 2);
  header.writeBigUInt64LE(BigInt(size), at + 4);
  header.writeBigUInt64LE(BigInt(compressed), at + 12);
  if (offset !== undefined) header.writeBigUInt64LE(BigInt(offset), at + 20);
}
