const named: { readonly [name: string]: string | undefined } = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/**
 * Takes back what `toMarkdown(text, 'plain')` did, so that a plain-text format gets the characters
 * themselves. Markup that an author wrote stays as written, as a plain-text format shows it.
 */
export function markdownToPlain(markdown: string): string {
  if (!markdown.includes('&')) return markdown;
  return markdown.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|([a-z]{1,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    },
  );
}
