const longest = 140;

const named: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function readEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code >= 32 && code <= 0x10ffff
    ? String.fromCodePoint(code)
    : whole;
}

/**
 * The beginning of a stem (or option) as plain words for a list, at most 140 characters: no
 * Markdown marks, no tags, character references read, gaps as a line. Never throws.
 */
export function stemExcerpt(stem: string): string {
  const words = stem
    .slice(0, longest * 8)
    .replace(/\[\[[^\]\s]{1,100}\]\]/g, '___')
    .replace(/<(?:br|\/p|\/div|\/li)[^>]{0,20}>/gi, ' ')
    .replace(/<\/?[a-z][^>]{0,400}>/gi, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/(\*\*|__|~~|`)(?=[^\s_])(.+?)\1(?!_)/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]+?)[*_](?!\w)/g, '$1')
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, readEntity)
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= longest ? words : `${words.slice(0, longest).trimEnd()}…`;
}
