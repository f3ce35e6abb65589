import { create } from 'qrcode';
import { fillColor, isolated, number } from './operators';
import { page, palette } from './palette';

/** Quiet zone around a QR code, in modules (ISO/IEC 18004). */
const quiet = 4;

/**
 * Draws a QR code (level Q: a quarter may be damaged) as one path, `size` points wide with its
 * quiet zone. Runs of dark modules in a row are one rectangle: fewer bytes, and no hairlines
 * between neighbours when printed. Coordinates are whole modules under one scaling.
 */
export function qrOperators(text: string, left: number, top: number, size: number): string {
  // As bytes: looking for the shortest mixture of modes costs more than it saves on an address.
  const segment = { data: new TextEncoder().encode(text), mode: 'byte' } as const;
  const { modules } = create([segment], { errorCorrectionLevel: 'Q' });
  const count = modules.size;
  const scale = number(size / (count + 2 * quiet));
  const rectangles: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count;) {
      let end = column;
      while (end < count && modules.get(row, end)) end += 1;
      if (end > column) {
        rectangles.push(`${quiet + column} ${quiet + count - row - 1} ${end - column} 1 re`);
      }
      column = end + 1;
    }
  }
  return isolated(
    `${scale} 0 0 ${scale} ${number(left)} ${number(page.height - top - size)} cm`,
    fillColor(palette.ink),
    ...rectangles,
    'f',
  );
}
