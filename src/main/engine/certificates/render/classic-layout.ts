import { ok, type Result } from '../../../../shared/kernel/result';
import type { CertificateSnapshot } from '../snapshot';
import type { PlacedLine } from './draw-line';
import { fitText, type TextProblem, type TextRoom } from './fit-text';
import type { FontLibrary } from './font-library';
import { makeLayer, type Layer } from './layer';
import { frameOperators, ornamentOperators, ruleOperators } from './page-frame';
import { page, palette } from './palette';
import { qrOperators } from './qr-mark';
import type { TypeStyle } from './shape-line';

/** What is the same on every certificate of one batch. */
export type FixedText = Omit<
  CertificateSnapshot,
  'learnerName' | 'code' | 'printedCode' | 'verificationUrl' | 'issuedAt'
>;

/** A text with its style, its room and where it goes. */
type Block = {
  readonly text: string;
  readonly style: TypeStyle;
  readonly room: TextRoom;
  readonly color: string;
  /** The x that the alignment refers to, in points. */
  readonly x: number;
  readonly align: 'left' | 'center' | 'right';
  /** Baseline of a single line; two lines are centred on the same middle. */
  readonly baseline: number;
};

const label: TypeStyle = { face: 'serif', features: ['smcp'], tracking: 60 };
const body: TypeStyle = { face: 'serif' };
const figures: TypeStyle = { face: 'serif', features: ['lnum', 'tnum'] };
const aside: TypeStyle = { face: 'serif-italic' };
const strong: TypeStyle = { face: 'serif-strong' };

const middle = page.width / 2;
const edge = { left: 84, right: page.width - 84 } as const;
/** Left edges of the foot's middle columns. */
const columns = { date: 286, length: 394 } as const;
const foot = { top: 484, value: 503, label: 520 } as const;
const qr = { size: 92, left: edge.right - 84, top: 440 } as const;
/** Where the texts beside the QR code end. */
const besideQr = qr.left - 18;
/** Two lines stand this many type sizes apart: Thai and Vietnamese carry marks on marks. */
const leading = 1.36;

/** Room for a line that may shrink a little but never breaks. */
function lineRoom(width: number, size: number): TextRoom {
  const least = size * 0.6;
  return { width, most: size, oneLineLeast: least, twoLinesMost: least, least };
}

function centred(style: TypeStyle, size: number, baseline: number, color: string) {
  const room = lineRoom(560, size);
  return { style, room, color, x: middle, align: 'center', baseline } as const;
}

/** The upper part of the page: who issues, what, for which course. */
function headingBlocks({ words, issuer, courseTitle }: FixedText): readonly Block[] {
  const course = { width: 600, most: 25, oneLineLeast: 18, twoLinesMost: 20, least: 11 };
  return [
    ...(issuer === null ? [] : [{ text: issuer, ...centred(label, 14, 97, palette.inkSoft) }]),
    { text: words.title, ...centred(body, 31, 150, palette.ink) },
    { text: words.certifies, ...centred(aside, 14, 220, palette.inkSoft) },
    { text: words.completed, ...centred(aside, 14, 336, palette.inkSoft) },
    { text: courseTitle, ...centred(strong, 25, 381, palette.ink), room: course },
  ];
}

function caption(text: string, x: number, align: Block['align'] = 'left'): Block {
  const room = lineRoom(172, 10.5);
  return { text, style: label, room, color: palette.inkFaint, x, align, baseline: foot.label };
}

function value(text: string, style: TypeStyle, x: number, width: number): Block {
  const room = lineRoom(width, 13);
  return { text, style, room, color: palette.ink, x, align: 'left', baseline: foot.value };
}

/** The foot: signature on the left, date and length in the middle, verification on the right. */
function footBlocks(fixed: FixedText): readonly Block[] {
  const { words, signatory, printedLength } = fixed;
  return [
    ...(signatory === null ? [] : [value(signatory, body, edge.left, 172)]),
    caption(fixed.signatoryRole, edge.left),
    value(fixed.printedDate, figures, columns.date, 94),
    caption(words.issuedOn, columns.date),
    ...(printedLength === null
      ? []
      : [value(printedLength, figures, columns.length, 90), caption(words.length, columns.length)]),
    {
      ...caption(words.verify, besideQr, 'right'),
      style: aside,
      room: lineRoom(172, 10),
      baseline: foot.top,
    },
    caption(words.code, besideQr, 'right'),
  ];
}

/** What differs from one certificate to the next. */
function ownBlocks({ learnerName, printedCode }: CertificateSnapshot): readonly Block[] {
  const name = { width: 640, most: 46, oneLineLeast: 27, twoLinesMost: 31, least: 15 };
  const code = value(printedCode, figures, besideQr, 172);
  return [
    { text: learnerName, ...centred(body, 46, 281, palette.accent), room: name },
    { ...code, room: lineRoom(172, 12), align: 'right' },
  ];
}

function placeBlocks(
  blocks: readonly Block[],
  fonts: FontLibrary,
): Result<readonly PlacedLine[], TextProblem> {
  const placed: PlacedLine[] = [];
  for (const block of blocks) {
    const fitted = fitText(block.text, block.style, block.room, fonts);
    if (!fitted.ok) return fitted;
    const { lines, size } = fitted.value;
    const first = block.baseline - ((lines.length - 1) * size * leading) / 2;
    for (const [index, line] of lines.entries()) {
      const width = (line.width * size) / 1000;
      const x = block.x - { left: 0, center: width / 2, right: width }[block.align];
      const baseline = first + index * size * leading;
      placed.push({ line, place: { x, baseline, size, color: block.color } });
    }
  }
  return ok(placed);
}

/**
 * The part of the page "classic-1" that a whole batch shares. Every block has a place of its own
 * and never moves another, so the page is always exactly one.
 * Error: the first text that cannot be printed in its room.
 */
export function fixedLayer(fixed: FixedText, fonts: FontLibrary): Result<Layer, TextProblem> {
  const lines = placeBlocks([...headingBlocks(fixed), ...footBlocks(fixed)], fonts);
  if (!lines.ok) return lines;
  const signatureLine = ruleOperators(edge.left, edge.left + 172, 485);
  const shapes = [frameOperators(), ornamentOperators(middle, 178), signatureLine];
  return ok(makeLayer('F', shapes, lines.value));
}

/** The learner's part: name, code and QR code. Error: a name that cannot be printed. */
export function ownLayer(
  snapshot: CertificateSnapshot,
  fonts: FontLibrary,
): Result<Layer, TextProblem> {
  const lines = placeBlocks(ownBlocks(snapshot), fonts);
  if (!lines.ok) return lines;
  const mark = qrOperators(snapshot.verificationUrl, qr.left, qr.top, qr.size);
  return ok(makeLayer('L', [mark], lines.value));
}
