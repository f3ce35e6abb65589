/** Sum of a table's bytes as big-endian words, modulo 2^32 (OpenType 1.9, font file). */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
    sum = (sum + (high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))) >>> 0;
  }
  return sum;
}

/** The next multiple of four: tables and glyph records start there. */
export function aligned(length: number): number {
  return (length + 3) & ~3;
}

function writeHeader(view: DataView, count: number): void {
  const power = Math.floor(Math.log2(count));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, count);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, count * 16 - 16 * 2 ** power);
}

/** Joins tables into a font file, with its directory and checksums. */
export function writeTrueType(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const ordered = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const start = 12 + ordered.length * 16;
  const file = new Uint8Array(
    ordered.reduce((sum, [, bytes]) => sum + aligned(bytes.length), start),
  );
  const view = new DataView(file.buffer);
  writeHeader(view, ordered.length);
  let offset = start;
  let head = 0;
  for (const [index, [tag, bytes]] of ordered.entries()) {
    const at = 12 + index * 16;
    file.set(bytes, offset);
    if (tag === 'head') {
      head = offset;
      view.setUint32(head + 8, 0);
    }
    for (let letter = 0; letter < 4; letter += 1)
      view.setUint8(at + letter, tag.charCodeAt(letter));
    view.setUint32(at + 4, checksum(file.subarray(offset, offset + aligned(bytes.length))));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, bytes.length);
    offset += aligned(bytes.length);
  }
  view.setUint32(head + 8, 0xb1b0afba - checksum(file));
  return file;
}
