// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/renderer/ui/markdown/render-markdown';

function render(source: string, inline = false): HTMLElement {
  const place = document.createElement('div');
  const notes = { remoteImage: (alt: string) => `[not shown: ${alt}]` };
  place.append(renderMarkdown(source, notes, inline));
  return place;
}

describe('question text', () => {
  it('keeps emphasis, lists, tables and code', () => {
    const html = render('*V* and **2V**\n\n- one\n\n| a |\n|---|\n| `x` |').innerHTML;
    for (const tag of ['<em>V', '<strong>2V', '<li>one', '<td><code>x'])
      expect(html).toContain(tag);
  });

  it('marks formulas in dollars and leaves prices alone', () => {
    const place = render('$pV = nRT$, $$\\int_1^2$$, costs $5 and $6, \\$x\\$');
    const formulas = [...place.querySelectorAll('[data-tex]')];
    expect(formulas.map((formula) => formula.getAttribute('data-tex'))).toEqual([
      'pV = nRT',
      '\\int_1^2',
    ]);
    expect(formulas[1]?.getAttribute('data-display')).toBe('true');
    expect(place.textContent).toContain('costs $5 and $6, $x$');
  });

  it('drops scripts, handlers, styles, frames and forms that an import brings along', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '<img src="data:image/png;base64,AA" onerror="alert(1)">',
      '<b style="position:fixed" onclick="x()">bold</b>',
      '<iframe srcdoc="evil"></iframe>',
      '<form action="https://evil.example"><input name="a"></form>',
      '<svg><script>alert(1)</script></svg>',
      '<style>body{display:none}</style>',
      '<a href="javascript:alert(1)">link</a>',
    ];
    const place = render(hostile.join('\n\n'));
    expect(place.querySelector('script, iframe, form, input, style, svg, a')).toBeNull();
    expect(place.innerHTML).not.toMatch(/onerror|onclick|position:fixed|javascript:/);
    expect(place.textContent).toContain('bold');
  });

  it('fetches nothing: images from elsewhere become their words', () => {
    const place = render('![a map](https://evil.example/map.png) ![dot](data:image/gif;base64,AA)');
    expect([...place.querySelectorAll('img')].map((image) => image.alt)).toEqual(['dot']);
    expect(place.textContent).toContain('[not shown: a map]');
  });

  it('shows the text of a link and its address as a note, and leads nowhere', () => {
    const place = render('See [the source](https://example.org/a)', true);
    expect(place.querySelector('a')).toBeNull();
    expect(place.querySelector('[data-href]')?.getAttribute('title')).toBe('https://example.org/a');
  });
});
