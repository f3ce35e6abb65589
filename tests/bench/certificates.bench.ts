import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import { createCertificateRenderer } from '../../src/main/engine/certificates/render/certificate-renderer';
import { createFontLibrary } from '../../src/main/engine/certificates/render/font-library';
import {
  typefaceSources,
  type TypefaceName,
} from '../../src/main/engine/certificates/render/typefaces';
import { aSnapshot } from '../unit/certificates/snapshot-builder';

type Finding = {
  readonly label: string;
  readonly ratio: number;
  readonly ceiling?: number;
  readonly detail?: string;
};

type Learner = { readonly name: string; readonly face: TypefaceName };

const latin: readonly Learner[] = [
  { name: 'Zoë Müller', face: 'serif' },
  { name: 'Łucja Żółcińska', face: 'serif' },
  { name: 'Nguyễn Thị Quỳnh', face: 'serif' },
  { name: 'Şebnem İğdırlı', face: 'serif' },
];
const everyScript: readonly Learner[] = [
  ...latin,
  { name: 'محمد عبد الرحمن', face: 'arabic' },
  { name: 'יעל בן־דוד', face: 'hebrew' },
  { name: 'สุรีย์พร ทำนุสุข', face: 'thai' },
  { name: 'क्षितिज श्रीवास्तव', face: 'devanagari' },
  { name: '欧阳若兰', face: 'han' },
];

const resolve = createRequire(import.meta.url).resolve;
const fileOf = (face: TypefaceName): string => resolve(typefaceSources[face].file);

/** The certificate as the tutorials write it: fonts registered by path in every document. */
function naive(learner: Learner): Promise<number> {
  const snapshot = aSnapshot({ learnerName: learner.name });
  const pdf = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 60 });
  for (const face of ['serif', 'serif-italic', 'serif-strong', learner.face] as const) {
    pdf.registerFont(face, fileOf(face));
  }
  pdf.rect(24, 24, 794, 547).lineWidth(0.9).fillAndStroke('#fbfaf7', '#23476e');
  pdf.rect(31, 31, 780, 533).lineWidth(0.4).stroke('#23476e');
  const line = (face: TypefaceName, size: number, text: string, y: number): void => {
    pdf.font(face).fontSize(size).fillColor('#1f1d1a').text(text, 60, y, { align: 'center' });
  };
  line('serif', 14, snapshot.issuer ?? '', 85);
  line('serif', 31, snapshot.words.title, 125);
  line('serif-italic', 14, snapshot.words.certifies, 208);
  line(learner.face, 46, snapshot.learnerName, 240);
  line('serif-italic', 14, snapshot.words.completed, 324);
  line('serif-strong', 25, snapshot.courseTitle, 360);
  line('serif', 12, `${snapshot.printedDate}  ${snapshot.printedCode}`, 490);
  const { modules } = create(snapshot.verificationUrl, { errorCorrectionLevel: 'Q' });
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) pdf.rect(680 + column * 2, 440 + row * 2, 2, 2).fill();
    }
  }
  return new Promise((done) => {
    let bytes = 0;
    pdf.on('data', (chunk: Uint8Array) => (bytes += chunk.length));
    pdf.on('end', () => done(bytes));
    pdf.end();
  });
}

const render = createCertificateRenderer(createFontLibrary());

async function ours({ name }: Learner): Promise<number> {
  const page = await render(aSnapshot({ learnerName: name }));
  if (!page.ok) throw new Error(`${name} could not be printed`);
  return page.value.length;
}

async function timed(make: (learner: Learner) => Promise<number>, learners: readonly Learner[]) {
  const start = performance.now();
  let bytes = 0;
  for (const learner of learners) bytes += await make(learner);
  return { ms: performance.now() - start, bytes };
}

/** Alternates both makers on the same learners, so that a slow moment hits both. */
async function compare(
  label: string,
  learners: readonly Learner[],
  rounds: number,
): Promise<Finding> {
  await timed(ours, learners);
  await timed(naive, learners);
  const spent = { naive: 0, ours: 0 };
  const sizes = { naive: 0, ours: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const slow = await timed(naive, learners);
    const quick = await timed(ours, learners);
    spent.naive += slow.ms;
    spent.ours += quick.ms;
    sizes.naive = slow.bytes;
    sizes.ours = quick.bytes;
  }
  const count = learners.length * rounds;
  const rate = (ms: number): string => `${((count * 1000) / ms).toFixed(0)}/s`;
  const size = (bytes: number): string => `${(bytes / learners.length / 1024).toFixed(0)} KB`;
  return {
    label,
    ratio: spent.ours / spent.naive,
    ceiling: 0.1,
    detail: `ours ${rate(spent.ours)} of ${size(sizes.ours)}, naive pdfkit ${rate(spent.naive)} of ${size(sizes.naive)}, ${(spent.naive / spent.ours).toFixed(1)} times as many`,
  };
}

/** Time of the certificate batch against naive pdfkit, fonts registered per document. */
export async function measure(): Promise<Finding[]> {
  return [
    await compare('names of every script', everyScript, 6),
    await compare('Latin names only', latin, 10),
  ];
}
