import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import { resolve as absolute } from 'node:path';
import { renderBatch } from '../../src/main/engine/certificates/render-batch';
import {
  typefaceSources,
  type TypefaceName,
} from '../../src/main/engine/certificates/render/typefaces';
import { createWorkers, type Workers } from '../../src/main/engine/jobs/workers';
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

/** The batch as the product makes it: the built worker, answers sent back as they are done. */
async function ours(workers: Workers, learners: readonly Learner[]): Promise<number> {
  const snapshots = learners.map(({ name }) => aSnapshot({ learnerName: name }));
  const answers = await renderBatch(workers, snapshots, new AbortController().signal);
  let bytes = 0;
  for (const answer of answers) {
    if (answer.kind === 'problem') throw new Error(answer.reason);
    bytes += answer.bytes.length;
  }
  return bytes;
}

async function naiveBatch(learners: readonly Learner[]): Promise<number> {
  let bytes = 0;
  for (const learner of learners) bytes += await naive(learner);
  return bytes;
}

async function timed(make: () => Promise<number>) {
  const start = performance.now();
  const bytes = await make();
  return { ms: performance.now() - start, bytes };
}

const repeated = (learners: readonly Learner[], count: number): readonly Learner[] =>
  Array.from(
    { length: count },
    (_, index) => learners[index % learners.length] ?? learners[0],
  ).filter((learner) => learner !== undefined);

/** A batch is the sample's 180 learners; the naive maker gets fewer, because it takes so long. */
const batch = { ours: 180, naive: 36 } as const;

/** Alternates both makers, so that a slow moment of the machine hits both. */
async function compare(
  workers: Workers,
  label: string,
  learners: readonly Learner[],
): Promise<Finding> {
  const [many, few] = [repeated(learners, batch.ours), repeated(learners, batch.naive)];
  await ours(workers, many);
  await naiveBatch(few);
  const spent = { naive: 0, ours: 0 };
  const sizes = { naive: 0, ours: 0 };
  for (let round = 0; round < 5; round += 1) {
    const slow = await timed(() => naiveBatch(few));
    const quick = await timed(() => ours(workers, many));
    spent.naive += slow.ms / (5 * batch.naive);
    spent.ours += quick.ms / (5 * batch.ours);
    sizes.naive = slow.bytes / batch.naive;
    sizes.ours = quick.bytes / batch.ours;
  }
  const rate = (ms: number): string => `${(1000 / ms).toFixed(0)}/s`;
  const size = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
  return {
    label,
    ratio: spent.ours / spent.naive,
    ceiling: 0.1,
    detail: `ours ${rate(spent.ours)} of ${size(sizes.ours)}, naive pdfkit ${rate(spent.naive)} of ${size(sizes.naive)}, ${(spent.naive / spent.ours).toFixed(1)} times as many`,
  };
}

/** Time of the certificate batch against naive pdfkit, fonts registered per document. */
export async function measure(): Promise<Finding[]> {
  const workers = createWorkers(absolute(import.meta.dirname, '../../out/main'));
  const findings = [
    await compare(workers, 'names of every script', everyScript),
    await compare(workers, 'Latin names only', latin),
  ];
  await workers.close();
  return findings;
}
