import { ok, type Result } from '../../../../shared/kernel/result';
import type { CertificateSnapshot } from '../snapshot';
import { createDocument, finishDocument } from './certificate-document';
import { fixedLayer, ownLayer, type FixedText } from './classic-layout';
import type { TextProblem } from './fit-text';
import type { FontLibrary } from './font-library';
import type { Layer } from './layer';

/** A finished file, or the text that cannot be printed. */
export type RenderedPage = Result<Uint8Array<ArrayBuffer>, TextProblem>;

/**
 * Makes the one page of a certificate from its snapshot; the same snapshot gives the same bytes.
 * Error: a text that cannot be printed (a character without a glyph, or too long).
 */
export type CertificateRenderer = (snapshot: CertificateSnapshot) => Promise<RenderedPage>;

/** Batches come one after another; a few may alternate. */
const keptLayers = 8;

function fixedText(snapshot: CertificateSnapshot): FixedText {
  const { layout, language, words, courseTitle, printedDate, printedLength } = snapshot;
  const { issuer, signatory, signatoryRole } = snapshot;
  const course = { courseTitle, printedDate, printedLength };
  return { layout, language, words, ...course, issuer, signatory, signatoryRole };
}

/** Keeps what a batch shares: shaped, subset and compressed once instead of for each learner. */
function layerCache(
  fonts: FontLibrary,
): (snapshot: CertificateSnapshot) => Result<Layer, TextProblem> {
  const known = new Map<string, Result<Layer, TextProblem>>();
  return (snapshot) => {
    const fixed = fixedText(snapshot);
    const key = JSON.stringify(fixed);
    const layer = known.get(key) ?? fixedLayer(fixed, fonts);
    if (known.size >= keptLayers) known.clear();
    known.set(key, layer);
    return layer;
  };
}

/**
 * Builds a renderer on opened fonts.
 *
 * Places kept: PDF/A identification and its colour profile belong in `createDocument`; the
 * structure tree wraps the lines of each layer; the attached credential is added to the document
 * before `finishDocument`; a signature is applied to the finished bytes.
 */
export function createCertificateRenderer(fonts: FontLibrary): CertificateRenderer {
  const fixedLayerOf = layerCache(fonts);
  return async (snapshot) => {
    const fixed = fixedLayerOf(snapshot);
    if (!fixed.ok) return fixed;
    const own = ownLayer(snapshot, fonts);
    if (!own.ok) return own;
    const pdf = createDocument({
      title: `${snapshot.words.title}: ${snapshot.learnerName}, ${snapshot.courseTitle}`,
      author: snapshot.issuer ?? snapshot.signatory ?? 'Lectern',
      subject: snapshot.verificationUrl,
      code: snapshot.code,
      language: snapshot.language,
      issuedAt: new Date(snapshot.issuedAt),
    });
    return ok(await finishDocument(pdf, [fixed.value, own.value]));
  };
}
