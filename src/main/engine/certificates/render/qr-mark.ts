import type PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import { palette } from './palette';

type Pdf = InstanceType<typeof PDFDocument>;

/** Quiet zone around a QR code, in modules (ISO/IEC 18004). */
const quiet = 4;

/**
 * Draws a QR code (level Q: a quarter may be damaged) as one path, `size` points wide with its
 * quiet zone. Runs of dark modules in a row are one rectangle: fewer bytes, and no hairlines
 * between neighbours when printed.
 */
export function drawQr(pdf: Pdf, text: string, left: number, top: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  const module = size / (modules.size + 2 * quiet);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size;) {
      let end = column;
      while (end < modules.size && modules.get(row, end)) end += 1;
      if (end > column) {
        const x = left + (quiet + column) * module;
        pdf.rect(x, top + (quiet + row) * module, (end - column) * module, module);
      }
      column = end + 1;
    }
  }
  pdf.fill(palette.ink);
}
