const longest = 140;

/** The beginning of a stem as plain words for a list: no marks, no tags, gaps as a line. */
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
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= longest ? words : `${words.slice(0, longest).trimEnd()}…`;
}
