import { ok, type Result } from '../../../../shared/kernel/result';
import type { CertificateSnapshot } from '../snapshot';
import type { Placement } from './draw-line';
import { fitText, type TextProblem, type TextRoom } from './fit-text';
import type { FontLibrary } from './font-library';
import { page, palette } from './palette';
import type { ShapedLine, TypeStyle } from './shape-line';

/** Everything on the page, measured and placed; drawing it can no longer fail. */
export type Composition = {
  readonly lines: readonly { readonly line: ShapedLine; readonly place: Placement }[];
  readonly rules: readonly Rule[];
  readonly ornaments: readonly { readonly x: number; readonly y: number }[];
  readonly qr: {
    readonly text: string;
    readonly left: number;
    readonly top: number;
    readonly size: number;
  };
};

type Rule = {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly weight: number;
  readonly color: string;
};

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
const qrSize = 92;
/** Two lines stand this many type sizes apart: Thai and Vietnamese carry marks on marks. */
const leading = 1.36;

/** Room for a line that may shrink a little but never breaks. */
function lineRoom(width: number, size: number): TextRoom {
  return {
    width,
    most: size,
    oneLineLeast: size * 0.6,
    twoLinesMost: size * 0.6,
    least: size * 0.6,
  };
}

function centred(
  text: string,
  style: TypeStyle,
  size: number,
  baseline: number,
  color: string,
): Block {
  return { text, style, room: lineRoom(560, size), color, x: middle, align: 'center', baseline };
}

/** The upper part of the page: who issues, what, to whom, for which course. */
function headingBlocks(snapshot: CertificateSnapshot): readonly Block[] {
  const { words } = snapshot;
  const name: TextRoom = { width: 640, most: 46, oneLineLeast: 27, twoLinesMost: 31, least: 15 };
  const course: TextRoom = { width: 600, most: 25, oneLineLeast: 18, twoLinesMost: 20, least: 11 };
  const blocks: Block[] = [
    centred(words.title, body, 31, 150, palette.ink),
    centred(words.certifies, aside, 14, 220, palette.inkSoft),
    { ...centred(snapshot.learnerName, body, 46, 281, palette.accent), room: name },
    centred(words.completed, aside, 14, 336, palette.inkSoft),
    { ...centred(snapshot.courseTitle, strong, 25, 381, palette.ink), room: course },
  ];
  if (snapshot.issuer === null) return blocks;
  return [
    { ...centred(snapshot.issuer, label, 14, 97, palette.inkSoft), room: lineRoom(560, 14) },
    ...blocks,
  ];
}

function column(text: string, style: TypeStyle, size: number, x: number, baseline: number): Block {
  const color = style === label ? palette.inkFaint : palette.ink;
  return { text, style, room: lineRoom(172, size), color, x, align: 'left', baseline };
}

/** The foot: signature on the left, date and length in the middle, verification on the right. */
function footBlocks(snapshot: CertificateSnapshot): readonly Block[] {
  const { words } = snapshot;
  const foot = { top: 484, value: 503, label: 520 } as const;
  const qrLeft = edge.right - qrSize - 10;
  const blocks: Block[] = [
    column(snapshot.signatoryRole, label, 10.5, edge.left, foot.label),
    column(words.issuedOn, label, 10.5, columns.date, foot.label),
    {
      ...column(snapshot.printedDate, figures, 13, columns.date, foot.value),
      room: lineRoom(94, 13),
    },
    {
      ...column(words.verify, aside, 10, qrLeft, 0),
      color: palette.inkFaint,
      align: 'right',
      baseline: foot.top,
    },
    { ...column(words.code, label, 10.5, qrLeft, foot.label), align: 'right' },
    { ...column(snapshot.printedCode, figures, 12, qrLeft, foot.value), align: 'right' },
  ];
  if (snapshot.signatory !== null)
    blocks.push(column(snapshot.signatory, body, 13, edge.left, foot.value));
  if (snapshot.printedLength !== null) {
    blocks.push(column(words.length, label, 10.5, columns.length, foot.label));
    blocks.push({
      ...column(snapshot.printedLength, figures, 13, columns.length, foot.value),
      room: lineRoom(90, 13),
    });
  }
  return blocks;
}

function place(
  block: Block,
  line: ShapedLine,
  size: number,
  baseline: number,
): Composition['lines'][number] {
  const width = (line.width * size) / 1000;
  const shift = { left: 0, center: width / 2, right: width }[block.align];
  return { line, place: { x: block.x - shift, baseline, size, color: block.color } };
}

/**
 * Composes the page "classic-1". Every block has a place of its own and never moves another, so
 * the page is always exactly one.
 * Error: the first text that cannot be printed in its room.
 */
export function composeClassic(
  snapshot: CertificateSnapshot,
  fonts: FontLibrary,
): Result<Composition, TextProblem> {
  const lines: Composition['lines'][number][] = [];
  for (const block of [...headingBlocks(snapshot), ...footBlocks(snapshot)]) {
    const fitted = fitText(block.text, block.style, block.room, fonts);
    if (!fitted.ok) return fitted;
    const { size } = fitted.value;
    const lift = ((fitted.value.lines.length - 1) * size * leading) / 2;
    for (const [index, line] of fitted.value.lines.entries()) {
      lines.push(place(block, line, size, block.baseline - lift + index * size * leading));
    }
  }
  const ruleColor = palette.inkFaint;
  return ok({
    lines,
    rules: [{ from: edge.left, to: edge.left + 172, y: 485, weight: 0.5, color: ruleColor }],
    ornaments: [{ x: middle, y: 178 }],
    qr: { text: snapshot.verificationUrl, left: edge.right - qrSize + 8, top: 440, size: qrSize },
  });
}
