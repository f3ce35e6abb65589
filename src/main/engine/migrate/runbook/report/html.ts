/** Markup that is safe to put into a page; `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = string | number | null | Html | readonly Html[];

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const texts = parts.map((part, at) => (at === 0 ? part : `${asMarkup(values[at - 1])}${part}`));
  return new Html(texts.join(''));
}

function asMarkup(value: Content | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((one) => one.text).join('\n');
  return escaped(String(value));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
