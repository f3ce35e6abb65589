/** PDF hexadecimal string of a text in UTF-16BE. */
function hexText(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index += 1) {
    hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  }
  return `<${hex}>`;
}

const hexCode = (code: number): string => `<${code.toString(16).padStart(4, '0')}>`;

/** A CMap allows at most 100 entries in one section (PDF 1.7, 9.10.3). */
const sectionSize = 100;

/**
 * Writes the CMap that says which characters each code stands for, so that text can be copied
 * and searched (PDF 1.7, 9.10.3). `texts[code]` is the text of a code; an empty one is left out.
 */
export function toUnicodeMap(texts: readonly string[]): string {
  const entries = texts.flatMap((text, code) =>
    text === '' ? [] : [`${hexCode(code)} ${hexText(text)}`],
  );
  const sections: string[] = [];
  for (let from = 0; from < entries.length; from += sectionSize) {
    const part = entries.slice(from, from + sectionSize);
    sections.push(`${part.length} beginbfchar`, ...part, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <ffff>',
    'endcodespacerange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}
