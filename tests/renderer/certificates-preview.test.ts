// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { createFontLibrary } from '../../src/main/engine/certificates/render/font-library';
import { createCertificateRenderer } from '../../src/main/engine/certificates/render/certificate-renderer';
import { drawPage } from '../../src/renderer/features/certificates/preview/draw-page';
import { readPage } from '../../src/renderer/features/certificates/preview/page-content';
import { NotDrawn, PdfLexer } from '../../src/renderer/features/certificates/preview/pdf-lexer';
import { aSnapshot } from '../unit/certificates/snapshot-builder';

const render = createCertificateRenderer(createFontLibrary());

/** Keeps the points of a path, which Node has no class for. */
class RecordedPath {
  readonly points: number[] = [];
  private add(...at: readonly number[]): void {
    this.points.push(...at);
  }
  moveTo = this.add.bind(this);
  lineTo = this.add.bind(this);
  rect = this.add.bind(this);
  quadraticCurveTo = this.add.bind(this);
  bezierCurveTo = this.add.bind(this);
  closePath(): void {
    // A closed path has no point more.
  }
}

/** A canvas that only counts: how many paths were filled, and where letters began. */
function recordingCanvas() {
  const filled: RecordedPath[] = [];
  const places: { readonly x: number; readonly y: number }[] = [];
  const nothing = () => undefined;
  const context = {
    save: nothing,
    restore: nothing,
    setTransform: nothing,
    fillRect: nothing,
    stroke: nothing,
    transform: (a: number, _b: number, _c: number, _d: number, x: number, y: number) => {
      if (a !== 1) places.push({ x, y });
    },
    fill: (path: RecordedPath) => filled.push(path),
  };
  // Only what drawing a certificate asks of a canvas is there.
  return { filled, places, context: context as unknown as CanvasRenderingContext2D };
}

async function certificateOf(learnerName: string): Promise<Uint8Array<ArrayBuffer>> {
  const page = await render(aSnapshot({ learnerName: learnerName.normalize('NFC') }));
  if (!page.ok) throw new Error(`not rendered: ${JSON.stringify(page.error)}`);
  return new Uint8Array(page.value);
}

beforeAll(() => {
  Object.assign(globalThis, { Path2D: RecordedPath });
});

describe('the picture of a certificate page', () => {
  it.each([
    'Zoë Müller-Ångström',
    'Nguyễn Thị Quỳnh Phượng',
    'محمد عبد الرحمن الفاسي',
    'שִׁירָה בֵּן־חַיִּים',
    'क्षितिज श्रीवास्तव',
    'น้ำผึ้ง ทำนุเชื้อเมืองพาน',
    '欧阳若兰',
  ])('draws every letter of %s on the page', async (name) => {
    const page = await readPage(await certificateOf(name));
    const { filled, places, context } = recordingCanvas();
    drawPage(page, context, 2);
    expect([Math.round(page.width), Math.round(page.height)]).toEqual([842, 595]);
    expect(places.length).toBeGreaterThan(150);
    expect(filled.flatMap(({ points }) => points).every(Number.isFinite)).toBe(true);
    // Blanks have no outline; of the rest each has one.
    const drawn = filled.filter(({ points }) => points.length > 0).length;
    expect(drawn / filled.length).toBeGreaterThan(0.8);
    for (const { x, y } of places) {
      expect(x).toBeGreaterThan(20);
      expect(x).toBeLessThan(page.width);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(page.height);
    }
  });

  it('says so instead of leaving out what it does not know', async () => {
    const page = await readPage(await certificateOf('Mia Ito'));
    const shaded = { ...page, operators: `${page.operators}\n/Sh1 sh` };
    expect(() => drawPage(shaded, recordingCanvas().context, 1)).toThrow(
      new NotDrawn('it uses “sh”'),
    );
  });

  it('refuses files that are built otherwise, also cut and empty ones', async () => {
    const whole = await certificateOf('Mia Ito');
    for (const bytes of [whole.slice(0, whole.length / 2), new Uint8Array(), whole.slice(9)]) {
      await expect(readPage(bytes)).rejects.toThrow(NotDrawn);
    }
  });
});

describe('the values of a PDF', () => {
  it('are read as the standard writes them', () => {
    const lexer = new PdfLexer('<</A 1 0 R/B[-.5 +2 /N]>> (a\\)(b)) <48 6> Tj % end\n');
    const values = Array.from({ length: 5 }, () => lexer.next());
    expect(values).toEqual([
      {
        kind: 'dict',
        entries: new Map<string, unknown>([
          ['A', { kind: 'ref', id: 1 }],
          ['B', { kind: 'list', items: [-0.5, 2, { kind: 'name', text: 'N' }] }],
        ]),
      },
      expect.objectContaining({ kind: 'string' }),
      { kind: 'string', bytes: [0x48, 0x60] },
      { kind: 'word', text: 'Tj' },
      undefined,
    ]);
  });
});
