import PDFDocument from 'pdfkit';
import type { Layer } from './layer';
import { page } from './palette';
import { writeFont } from './prepared-font';

/** What the file says about itself. */
export type DocumentFacts = {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** The verification code, so that a file whose text cannot be read still names its certificate. */
  readonly code: string;
  readonly language: string;
  /** When the certificate was issued: the file's own dates, so that its bytes are reproducible. */
  readonly issuedAt: Date;
};

type InfoFields = { [key: string]: unknown };

/** Parts of pdfkit that its type declarations leave out. */
type Internals = { info: InfoFields; _addInfo: () => void };

const entities: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string): string =>
  text.replace(/[&<>]/gu, (sign) => entities[sign] ?? sign);

/**
 * pdfkit copies the title into its XMP packet without escaping it, so a course called "R & D"
 * would make the packet unreadable: escaped values are shown to it while it writes the packet.
 */
function escapeMetadata(pdf: Internals): void {
  const writePacket = pdf._addInfo.bind(pdf);
  pdf._addInfo = () => {
    const plain = pdf.info;
    const escaped = Object.entries(plain).map(([key, value]): [string, unknown] => [
      key,
      typeof value === 'string' ? escapeXml(value) : value,
    ]);
    pdf.info = Object.fromEntries(escaped);
    writePacket();
    pdf.info = plain;
  };
}

/** Starts the document of one certificate: one page, no margins, no font that is not embedded. */
export function createDocument(facts: DocumentFacts): InstanceType<typeof PDFDocument> {
  const options: PDFKit.PDFDocumentOptions = {
    size: [page.width, page.height],
    margin: 0,
    pdfVersion: '1.7',
    lang: facts.language,
    displayTitle: true,
    info: {
      Title: facts.title,
      Author: facts.author,
      Subject: facts.subject,
      Keywords: facts.code,
      Creator: 'Lectern',
      Producer: 'Lectern',
      CreationDate: facts.issuedAt,
      ModDate: facts.issuedAt,
    },
  };
  // `font: null` keeps pdfkit from loading Helvetica; its types do not know that it may be null.
  const pdf = new PDFDocument({ ...options, font: null } as unknown as PDFKit.PDFDocumentOptions);
  escapeMetadata(pdf as unknown as Internals); // the seam described above
  return pdf;
}

/** Writes the layers, one over the other, ends the document and joins what it wrote. */
export function finishDocument(
  pdf: InstanceType<typeof PDFDocument>,
  layers: readonly Layer[],
): Promise<Uint8Array<ArrayBuffer>> {
  const streams = layers.map(({ content }) => {
    const stream = pdf.ref({ Filter: 'FlateDecode' });
    stream.end(content);
    return stream;
  });
  // Compressed streams of our own instead of pdfkit's one: what a batch shares is not compressed
  // again for each learner. pdfkit's own stream holds nothing and is left out.
  Object.assign(pdf.page.dictionary.data, { Contents: streams });
  for (const font of layers.flatMap((layer) => layer.fonts)) {
    pdf.page.fonts[font.resource] = writeFont(pdf, font);
  }
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on('error', reject);
    pdf.end();
  });
}
