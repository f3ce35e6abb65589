import type PDFDocument from 'pdfkit';
import { page, palette } from './palette';

type Pdf = InstanceType<typeof PDFDocument>;

/** Distances from the page's edge, in points. */
const outer = 24;
const inner = 31;
/** Radius of the hollow that the inner line makes at each corner. */
const hollow = 13;

/** The inner line, its corners turned inwards as on an engraved page. */
function innerPath(pdf: Pdf): void {
  const [left, top] = [inner, inner];
  const [right, bottom] = [page.width - inner, page.height - inner];
  // A quarter circle is a cubic curve with handles 0.5523 of the radius long.
  const handle = hollow * 0.5523;
  pdf
    .moveTo(left + hollow, top)
    .lineTo(right - hollow, top)
    .bezierCurveTo(right - hollow, top + handle, right - handle, top + hollow, right, top + hollow)
    .lineTo(right, bottom - hollow)
    .bezierCurveTo(
      right - handle,
      bottom - hollow,
      right - hollow,
      bottom - handle,
      right - hollow,
      bottom,
    )
    .lineTo(left + hollow, bottom)
    .bezierCurveTo(
      left + hollow,
      bottom - handle,
      left + handle,
      bottom - hollow,
      left,
      bottom - hollow,
    )
    .lineTo(left, top + hollow)
    .bezierCurveTo(left + handle, top + hollow, left + hollow, top + handle, left + hollow, top)
    .closePath();
}

/** Draws the ground and the double hairline; the margin stays white, as printers leave it. */
export function drawFrame(pdf: Pdf): void {
  pdf.rect(outer, outer, page.width - 2 * outer, page.height - 2 * outer);
  pdf.lineWidth(0.9).fillAndStroke(palette.paper, palette.accent);
  innerPath(pdf);
  pdf.lineWidth(0.4).stroke(palette.accent);
}

/** A short rule with a lozenge in its middle, centred on `x`. */
export function drawOrnament(pdf: Pdf, x: number, y: number): void {
  const [reach, gap, half] = [62, 9, 2.6];
  pdf.moveTo(x - reach, y).lineTo(x - gap, y);
  pdf.moveTo(x + gap, y).lineTo(x + reach, y);
  pdf.lineWidth(0.5).stroke(palette.line);
  pdf
    .moveTo(x, y - half)
    .lineTo(x + half, y)
    .lineTo(x, y + half)
    .lineTo(x - half, y)
    .closePath();
  pdf.fill(palette.accent);
}
