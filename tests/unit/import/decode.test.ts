import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/main/engine/import/decode';
import { recognise } from '../../../src/main/engine/import/recognise';

const text = '::Q::Café naïve — “quoted”, garçon? {=oui ~non}\n';
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const windows = Buffer.from(
  [...text].map(
    (character) => ({ '—': 0x97, '“': 0x93, '”': 0x94 })[character] ?? character.charCodeAt(0),
  ),
);
const mac = Buffer.from(
  [...text].map(
    (character) =>
      ({ '—': 0xd1, '“': 0xd2, '”': 0xd3, é: 0x8e, ï: 0x95, ç: 0x8d })[character] ??
      character.charCodeAt(0),
  ),
);

describe('a file is read as text', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(false)]), 'utf-16le'],
    [
      'UTF-16 the other way round',
      Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(true)]),
      'utf-16be',
    ],
    ['UTF-16 without a mark', utf16(false), 'utf-16le'],
    ['an old Windows file', windows, 'windows-1252'],
    ['an old Macintosh file', mac, 'macintosh'],
  ])('from %s', (_, bytes, encoding) => {
    const decoded = decode(bytes);
    expect(decoded.ok && [decoded.value.text, decoded.value.encoding]).toEqual([text, encoding]);
  });

  test('as the person says, against every guess', () => {
    const decoded = decode(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'windows-1251');
    expect(decoded.ok && decoded.value.text).toBe('Привет');
  });

  test.each([
    ['an empty file', Buffer.alloc(0), undefined, 'empty'],
    ['a file of blanks', Buffer.from(' \n\t\n'), undefined, 'empty'],
    [
      'a binary file',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)),
      undefined,
      'not text',
    ],
    ['a zip', Buffer.from('PK\x03\x04rest', 'latin1'), undefined, 'zip archive'],
    ['an encoding nobody knows', Buffer.from('x'), 'klingon', 'not known'],
  ])('but not %s, which gets a sentence', (_, bytes, wanted, words) => {
    const decoded = decode(bytes, wanted);
    expect(decoded.ok ? '' : decoded.error.message).toContain(words);
  });

  test('without the zero bytes that strayed into it, and says so', () => {
    const decoded = decode(Buffer.from('Is it?\0 {T}'.repeat(20)));
    expect(decoded.ok && decoded.value.warnings).toHaveLength(1);
    expect(decoded.ok && decoded.value.text.includes('\0')).toBe(false);
  });
});

describe('a format is recognised', () => {
  test.each([
    ['::A::Is it? {T}', 'table.csv', 'gift'],
    ['Which? {=a ~b}', 'x.txt', 'gift'],
    ['Who?\nA. One\nB. Two\nANSWER: B', 'x.gift', 'aiken'],
    ['Question;Answer 1;Answer 2;Correct\nWhat?;a;b;1', 'x.txt', 'csv'],
    ['{"format":"lectern-questions","version":1,"questions":[]}', 'x.txt', 'json'],
    ['[{"type":"essay"}]', 'x', 'json'],
  ])('by content before name: %j in %s', (content, name, id) => {
    const found = recognise(content, name);
    expect(found.ok && found.value.format.id).toBe(id);
    expect(found.ok && found.value.reason).not.toBe('');
  });

  test.each([
    ['<?xml version="1.0"?><quiz><question/></quiz>', 'Moodle XML'],
    ['<questestinterop/>', 'QTI 1.2'],
    ['nothing of the kind', 'No known format'],
  ])('or named kindly when it cannot be read: %s', (content, words) => {
    const found = recognise(content, 'x');
    expect(found.ok ? '' : found.error.message).toContain(words);
  });
});
