import { describe, expect, test } from 'vitest';
import { createFontLibrary } from '../../../src/main/engine/certificates/render/font-library';
import { describeTextProblem } from '../../../src/main/engine/certificates/render/describe-problem';
import { createCertificateRenderer } from '../../../src/main/engine/certificates/render/certificate-renderer';
import type { CertificateSnapshot } from '../../../src/main/engine/certificates/snapshot';
import { formatCode } from '../../../src/shared/domain/certificates';
import { complaintsOf, missingPdfTools, pagesOf, squeezed, textOf, whySkipped } from './pdf-tools';
import { aSnapshot, sampleCode } from './snapshot-builder';

const renderCertificate = createCertificateRenderer(createFontLibrary());

async function render(fields: Partial<CertificateSnapshot> = {}): Promise<Uint8Array> {
  const page = await renderCertificate(aSnapshot(fields));
  if (!page.ok) throw new Error(describeTextProblem(page.error));
  return page.value;
}

async function refusal(fields: Partial<CertificateSnapshot>): Promise<string> {
  const page = await renderCertificate(aSnapshot(fields));
  return page.ok ? 'it was printed' : describeTextProblem(page.error);
}

const names: readonly (readonly [script: string, name: string])[] = [
  ['Latin with accents', 'Zoë Müller-Ångström'],
  ['Polish', 'Łucja Żółcińska-Brzęczyszczykiewicz'],
  ['Vietnamese with stacked marks', 'Nguyễn Thị Quỳnh Phượng'],
  ['Icelandic', 'Þórður Guðmundsson'],
  ['Turkish', 'Şebnem İğdırlı'],
  ['polytonic Greek', 'Ἀλέξανδρος Παπαδόπουλος'],
  ['Cyrillic', 'Екатерина Щербакова'],
  ['Arabic', 'محمد عبد الرحمن الفاسي'],
  ['Arabic with lam-alef', 'علاء الدين سلامة'],
  ['Arabic with vowel signs', 'مُحَمَّد العطّار'],
  ['Hebrew', 'יעל בן־דוד'],
  ['Hebrew with points', 'שִׁירָה בֵּן־חַיִּים'],
  ['Yoruba with accents on dotted letters', 'Olúṣẹ́gun Akínwándé'],
  ['Devanagari', 'क्षितिज श्रीवास्तव'],
  ['Thai with sara am and tone marks', 'น้ำผึ้ง ทำนุเชื้อเมืองพาน'],
  ['Chinese', '欧阳若兰'],
  ['Japanese', '山田 はなこ'],
  ['Latin and Arabic mixed', 'Omar عمر الخطيب Khatib'],
];

describe.skipIf(missingPdfTools.length > 0)(`a certificate file${whySkipped}`, () => {
  test.each(names)('gives a name back as text: %s', async (_script, name) => {
    const pdf = await render({ learnerName: name.normalize('NFC') });
    expect(textOf(pdf)).toContain(squeezed(name));
    expect(complaintsOf(pdf)).toBe('');
    expect(pagesOf(pdf)).toBe(1);
  });

  test('gives back course, date, length and the code in groups', async () => {
    const pdf = await render({ courseTitle: 'สถิติ & Warscheinlichkeit <1>' });
    const text = textOf(pdf);
    for (const part of ['สถิติ & Warscheinlichkeit <1>', '3 March 2025', '24 hours']) {
      expect(text).toContain(squeezed(part));
    }
    expect(text).toContain(formatCode(sampleCode));
    expect(complaintsOf(pdf)).toBe('');
  });

  test('stays one page with the longest name that fits, in two lines', async () => {
    const name = 'Maria Alexandra Wilhelmina Konstantinopoulou von und zu Hohenlohe-Langenburg';
    const pdf = await render({ learnerName: name, courseTitle: `${name} ${name}` });
    expect(pagesOf(pdf)).toBe(1);
    expect(textOf(pdf)).toContain(squeezed(name));
  });
});

test('the same snapshot gives the same bytes, another process or another day', async () => {
  const first = await render();
  const again = await createCertificateRenderer(createFontLibrary())(aSnapshot());
  expect(again.ok && Buffer.from(again.value).equals(Buffer.from(first))).toBe(true);
});

test('the file says its title, language and code, with signs that XML would trip over', async () => {
  const bytes = await render({ courseTitle: 'R & D <advanced>' });
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toContain('R &amp; D &lt;advanced&gt;');
  expect(text).toContain('/Lang (en)');
  expect(text).toContain(`(${sampleCode})`);
});

test('a character without a glyph blocks the page and is named', async () => {
  expect(await refusal({ learnerName: 'Zoë 😀 Müller' })).toContain('😀 (U+1F600)');
  expect(await refusal({ learnerName: 'ᚠᚢᚦ' })).toContain('ᚠ (U+16A0), ᚢ (U+16A2), ᚦ (U+16A6)');
});

test('a text too long for two lines of the smallest type blocks the page', async () => {
  expect(await refusal({ learnerName: 'Wolfeschlegelsteinhausen '.repeat(12).trim() })).toMatch(
    /does not fit on the page.*shorten it/u,
  );
  expect(await refusal({ learnerName: 'W'.repeat(200) })).toContain('does not fit');
});
