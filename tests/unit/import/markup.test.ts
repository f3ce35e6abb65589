import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMarkdown, type TextFormat } from '../../../src/main/engine/import/markup';
import { markdownToPlain } from '../../../src/main/engine/import/markup/to-plain';
import { holds } from '../domain/property';

function clean(text: string, format: TextFormat = 'html') {
  const losses: string[] = [];
  const markdown = toMarkdown(text, format, {
    loss: (field, what) => losses.push(`${field}: ${what}`),
  });
  return { markdown, losses };
}

describe('text out of a question bank', () => {
  test('that is plain shows its markup as text', () => {
    const { markdown, losses } = clean('a <script>x</script> & <b>', 'plain');
    expect(markdown).toBe('a &lt;script>x&lt;/script> & &lt;b>');
    expect(losses).toEqual([]);
  });

  test.each([
    ['before <script>alert(1)</script> after', 'before  after'],
    ['before <img src=x onerror="alert(1)"> after', 'before (picture) after'],
    ['before <a href="javascript:alert(1)">x</a> after', 'before <a>x</a> after'],
    ['before <a href="jav&#97;script:alert(1)">x</a> after', 'before <a>x</a> after'],
    ['before <svg onload="alert(1)"></svg> after', 'before  after'],
    ['before <iframe srcdoc="<script>1</script>"></iframe> after', 'before  after'],
    ['before <math><mtext></p><img src=x onerror=alert(1)> after', 'before (picture) after'],
    ['before <style>@import url(http://example.org)</style> after', 'before  after'],
    ['before <b onclick="alert(1)">x</b> after', 'before <b>x</b> after'],
    ['before [x](javascript:alert(1)) after', 'before [x&#93;(javascript:alert(1)) after'],
    [
      'before <form action="http://example.org"><button>ok</button></form> after',
      'before ok after',
    ],
    ['before <script>never closed', 'before never closed'],
  ])('loses what could run: %s', (source, expected) => {
    expect(clean(source).markdown).toBe(expected);
  });

  test('tells what it lost', () => {
    expect(clean('<p class="x" style="y">a <img src="cat.png" alt="a cat"></p>').losses).toEqual([
      'picture: cat.png',
      'formatting: class, style',
    ]);
  });

  test('keeps the allowed tags, closed in the right order', () => {
    expect(clean('<p>a <b>b <i>c</b> d').markdown).toBe('<p>a <b>b <i>c</i></b> d</p>');
    expect(clean('<a href="https://example.org/?a=1&b=2">x</a>').markdown).toBe(
      '<a href="https://example.org/?a=1&b=2">x</a>',
    );
  });

  test('shows what HTML does not know, and a lone tag that is spoken of', () => {
    expect(clean('use <owner> here', 'auto').markdown).toBe('use &lt;owner> here');
    expect(clean('<a>', 'auto').markdown).toBe('&lt;a&gt;');
    expect(clean('<br>', 'auto').markdown).toBe('&lt;br>');
    expect(clean('1 < 2 and <b>3</b> > 2', 'auto').markdown).toBe('1 < 2 and <b>3</b> > 2');
  });

  test.each([
    ['2*3*4', '2&#42;3&#42;4'],
    ['SELECT * FROM t', 'SELECT * FROM t'],
    ['csrf_token and my_name', 'csrf_token and my_name'],
    ['__init__', '&#95;&#95;init&#95;&#95;'],
    ['The _____ is and _____.', 'The _____ is and _____.'],
    ['# not a heading', '&#35; not a heading'],
    ['from $5$ to', 'from &#36;5&#36; to'],
    ['costs $5', 'costs $5'],
  ])('that is no Markdown is not read as such: %s', (source, expected) => {
    expect(clean(source, 'auto').markdown).toBe(expected);
  });

  test('keeps formulas, and takes the brackets of TeX for their marks', () => {
    expect(clean('so \\(a<b\\) and $$x_1*y_1$$', 'auto').markdown).toBe(
      'so $a< b$ and $$x_1*y_1$$',
    );
  });

  test('in Markdown keeps code and safe links, not others', () => {
    const source = 'Type `<script>` or see [it](https://example.org) or [x](javascript:alert(1))';
    const { markdown, losses } = clean(source, 'markdown');
    expect(markdown).toBe('Type `<script>` or see [it](https://example.org) or [x](#(1))');
    expect(losses).toEqual(['link: javascript:alert']);
  });
});

const pieces = fc.constantFrom(
  '<b>',
  '</b>',
  '<script>',
  '</script>',
  '<a href="x',
  '">',
  '<img ',
  '<!--',
  '-->',
  '`',
  '``',
  '$',
  '$$',
  '\\(',
  '\\)',
  '[a](',
  'javascript:',
  ')',
  '*',
  '_',
  '\n',
  '\n\n',
  '&lt;',
  '&',
  '<',
  '>',
  '"',
  "'",
  'word',
  ' ',
  '<pre>',
  '</pre>',
  '<x>',
  '#',
  '<https://a.b>',
);
const hostile = fc.array(pieces, { maxLength: 24 }).map((list) => list.join(''));
const formats: readonly TextFormat[] = ['plain', 'auto', 'html', 'markdown'];

describe('cleaning', () => {
  test('its own result changes nothing, so that export and import come back to the same', () => {
    holds(
      fc.property(hostile, fc.constantFrom(...formats), (text, format) => {
        const once = clean(text, format).markdown;
        expect(clean(once, 'markdown').markdown).toBe(once);
      }),
      2000,
    );
  });

  test('lets no tag through that is not on the list, whatever the text', () => {
    holds(
      fc.property(hostile, fc.constantFrom(...formats), (text, format) => {
        const outside = clean(text, format).markdown.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '');
        expect(outside).not.toMatch(
          /<(?:script|img|iframe|style)|<[a-z]+ [^>]*on\w+=|href="javascript/i,
        );
      }),
      2000,
    );
  });

  test.each(['<', '<a href="', '<!--', '`', '\\(', '[a](', '<https://', '<script '])(
    'a text of nothing but %j takes no longer than its length deserves',
    (piece) => {
      const text = piece.repeat(200_000 / piece.length);
      const start = performance.now();
      for (const format of formats) clean(text, format);
      expect(performance.now() - start).toBeLessThan(4000);
    },
  );

  test('of plain text can be taken back to the same characters', () => {
    holds(
      fc.property(hostile, (text) => {
        expect(markdownToPlain(clean(text, 'plain').markdown)).toBe(text);
      }),
      1000,
    );
  });
});
