import type { PageContent, PageFont } from './page-content';
import { NotDrawn, PdfLexer } from './pdf-lexer';
import type { PdfValue } from './pdf-lexer';

type TextState = {
  font: PageFont | null;
  size: number;
  tracking: number;
  /** Where the next letter goes, and where the line began, in points. */
  x: number;
  y: number;
  lineX: number;
  lineY: number;
};

type Operator = (numbers: readonly number[], values: readonly PdfValue[]) => void;

type Operators = { readonly [name: string]: Operator };

function rgb([red = 0, green = 0, blue = 0]: readonly number[]): string {
  return `rgb(${[red, green, blue].map((part) => Math.round(part * 255)).join(' ')})`;
}

/** Lines and areas. */
function shapes(canvas: CanvasRenderingContext2D): Operators {
  let path = new Path2D();
  const paint = (...ways: readonly ('fill' | 'stroke')[]) => {
    for (const way of ways) canvas[way](path);
    path = new Path2D();
  };
  return {
    q: () => canvas.save(),
    Q: () => canvas.restore(),
    cm: ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => canvas.transform(a, b, c, d, e, f),
    rg: (parts) => void (canvas.fillStyle = rgb(parts)),
    RG: (parts) => void (canvas.strokeStyle = rgb(parts)),
    w: ([width = 1]) => void (canvas.lineWidth = width),
    re: ([x = 0, y = 0, width = 0, height = 0]) => path.rect(x, y, width, height),
    m: ([x = 0, y = 0]) => path.moveTo(x, y),
    l: ([x = 0, y = 0]) => path.lineTo(x, y),
    c: ([a = 0, b = 0, c = 0, d = 0, x = 0, y = 0]) => path.bezierCurveTo(a, b, c, d, x, y),
    h: () => path.closePath(),
    S: () => paint('stroke'),
    s: () => {
      path.closePath();
      paint('stroke');
    },
    f: () => paint('fill'),
    B: () => paint('fill', 'stroke'),
    n: () => paint(),
  };
}

function showText(canvas: CanvasRenderingContext2D, text: TextState, value: PdfValue | undefined) {
  const { font, size } = text;
  if (!font || typeof value !== 'object' || value.kind !== 'string') {
    throw new NotDrawn('a line of it has no font');
  }
  const scale = size / font.glyphs.unitsPerEm;
  for (let index = 0; index + 1 < value.bytes.length; index += 2) {
    const code = (value.bytes[index] ?? 0) * 256 + (value.bytes[index + 1] ?? 0);
    canvas.save();
    canvas.transform(scale, 0, 0, scale, text.x, text.y);
    canvas.fill(font.glyphs.pathOf(code));
    canvas.restore();
    text.x += (font.widthOf(code) * size) / 1000 + text.tracking;
  }
}

/** Letters. */
function letters(
  canvas: CanvasRenderingContext2D,
  fonts: ReadonlyMap<string, PageFont>,
): Operators {
  const text: TextState = { font: null, size: 1, tracking: 0, x: 0, y: 0, lineX: 0, lineY: 0 };
  const moveTo = (x: number, y: number) => Object.assign(text, { x, y, lineX: x, lineY: y });
  return {
    BT: () => void moveTo(0, 0),
    ET: () => undefined,
    Tc: ([tracking = 0]) => void (text.tracking = tracking),
    Td: ([x = 0, y = 0]) => void moveTo(text.lineX + x, text.lineY + y),
    Tf: ([size = 1], [name]) => {
      const font = typeof name === 'object' && name.kind === 'name' ? fonts.get(name.text) : null;
      if (!font) throw new NotDrawn('a font of it is missing');
      Object.assign(text, { font, size });
    },
    Tj: (_numbers, [value]) => showText(canvas, text, value),
  };
}

/**
 * Draws a page on a canvas that is `scale` pixels a point large. It knows the operators that
 * Lectern's certificates are made of and no more: another one throws {@link NotDrawn}, because a
 * preview that leaves something out is worse than none.
 */
export function drawPage(page: PageContent, canvas: CanvasRenderingContext2D, scale: number): void {
  const operators: Operators = { ...shapes(canvas), ...letters(canvas, page.fonts) };
  canvas.setTransform(1, 0, 0, 1, 0, 0);
  canvas.fillStyle = rgb([1, 1, 1]);
  canvas.fillRect(0, 0, page.width * scale, page.height * scale);
  canvas.fillStyle = rgb([]);
  // A PDF counts from the lower left.
  canvas.setTransform(scale, 0, 0, -scale, 0, page.height * scale);
  const lexer = new PdfLexer(page.operators);
  let values: PdfValue[] = [];
  for (let value = lexer.next(); value !== undefined; value = lexer.next()) {
    if (typeof value === 'number' || value.kind !== 'word') {
      values.push(value);
      continue;
    }
    const operator = operators[value.text];
    if (!operator) throw new NotDrawn(`it uses “${value.text}”`);
    operator(
      values.filter((one) => typeof one === 'number'),
      values,
    );
    values = [];
  }
}
