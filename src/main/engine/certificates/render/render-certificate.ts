import type PDFDocument from 'pdfkit';
import { ok, type Result } from '../../../../shared/kernel/result';
import type { CertificateSnapshot } from '../snapshot';
import { createDocument, finishDocument } from './certificate-document';
import { composeClassic, type Composition } from './classic-layout';
import { drawLine, type TextSurface } from './draw-line';
import { embedFont, type EmbeddedFont } from './embedded-font';
import type { TextProblem } from './fit-text';
import type { FontLibrary, Typeface } from './font-library';
import { drawFrame, drawOrnament } from './page-frame';
import { page } from './palette';
import { drawQr } from './qr-mark';

type Pdf = InstanceType<typeof PDFDocument>;

/** The text side of a pdfkit page, with fonts that are subset as the page is written. */
function textSurface(pdf: Pdf): { readonly surface: TextSurface; readonly embed: () => void } {
  const fonts = new Map<string, EmbeddedFont>();
  const fontFor = (face: Typeface): EmbeddedFont => {
    const font = fonts.get(face.name) ?? embedFont(face, `F${fonts.size + 1}`);
    fonts.set(face.name, font);
    return font;
  };
  const embed = (): void => {
    for (const font of fonts.values()) pdf.page.fonts[font.resource] = font.write(pdf);
  };
  const surface: TextSurface = {
    pageHeight: page.height,
    fontFor,
    operators: (text) => void pdf.addContent(text),
  };
  return { surface, embed };
}

function draw(pdf: Pdf, composition: Composition): void {
  const { surface, embed } = textSurface(pdf);
  drawFrame(pdf);
  for (const { x, y } of composition.ornaments) drawOrnament(pdf, x, y);
  for (const rule of composition.rules) {
    pdf.moveTo(rule.from, rule.y).lineTo(rule.to, rule.y).lineWidth(rule.weight).stroke(rule.color);
  }
  for (const { line, place } of composition.lines) drawLine(surface, line, place);
  const { qr } = composition;
  drawQr(pdf, qr.text, qr.left, qr.top, qr.size);
  embed();
}

/**
 * Makes the one page of a certificate from its snapshot; the same snapshot gives the same bytes.
 * Error: a text that cannot be printed (a character without a glyph, or too long).
 *
 * Places kept: PDF/A identification and its colour profile belong in `createDocument`; the
 * structure tree wraps each line drawn here; the attached credential is added to the document
 * before `finishDocument`; a signature is applied to the finished bytes.
 */
export async function renderCertificate(
  snapshot: CertificateSnapshot,
  fonts: FontLibrary,
): Promise<Result<Uint8Array<ArrayBuffer>, TextProblem>> {
  const composition = composeClassic(snapshot, fonts);
  if (!composition.ok) return composition;
  const pdf = createDocument({
    title: `${snapshot.words.title}: ${snapshot.learnerName}, ${snapshot.courseTitle}`,
    author: snapshot.issuer ?? snapshot.signatory ?? 'Lectern',
    subject: snapshot.verificationUrl,
    code: snapshot.code,
    language: snapshot.language,
    issuedAt: new Date(snapshot.issuedAt),
  });
  draw(pdf, composition.value);
  return ok(await finishDocument(pdf));
}
