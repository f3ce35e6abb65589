/**
 * The HTML subset that may stand inside a question's Markdown. Everything else known to HTML is
 * left out and reported; what HTML does not know is the author's own text and is shown as such.
 */
export const allowedTags: ReadonlySet<string> = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 ' +
    'h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody ' +
    'td tfoot th thead tr u ul var wbr'
  ).split(' '),
);

/** Tags that HTML knows and a question may not carry; their text is kept. */
export const unwrappedTags: ReadonlySet<string> = new Set(
  (
    'acronym address area article aside base basefont bgsound big blink body button canvas center col ' +
    'colgroup data datalist details dialog dir fieldset font footer form frame frameset header hgroup ' +
    'html image img input isindex keygen label legend link main map marquee math menu menuitem meta ' +
    'meter nav nobr noembed noframes noscript object optgroup option output param picture plaintext ' +
    'progress rb rtc search section select slot source spacer strike summary svg time track tt video audio ' +
    'xmp head command annotation mi mn mo ms mspace mtext mrow msup msub mfrac msqrt mtable mtr mtd ' +
    'semantics path g circle rect line polygon polyline ellipse text defs use foreignobject animate set'
  ).split(' '),
);

/** Tags whose content is no text of the question and goes with them. */
export const removedTags: ReadonlySet<string> = new Set([
  'script',
  'style',
  'iframe',
  'template',
  'title',
  'textarea',
  'applet',
  'embed',
]);

/** Tags without an end. */
export const voidTags: ReadonlySet<string> = new Set(['br', 'hr', 'wbr']);

/** Tags that HTML lets authors leave open. */
export const openEndedTags: ReadonlySet<string> = new Set([
  'p',
  'li',
  'dt',
  'dd',
  'td',
  'th',
  'tr',
  'tbody',
  'thead',
  'tfoot',
  'rt',
  'rp',
]);

const anywhere = new Set(['dir', 'lang', 'title']);
const onTag: { readonly [tag: string]: ReadonlySet<string> | undefined } = {
  a: new Set(['href']),
  td: new Set(['colspan', 'rowspan', 'headers', 'scope']),
  th: new Set(['colspan', 'rowspan', 'headers', 'scope', 'abbr']),
  ol: new Set(['start', 'type', 'reversed']),
  li: new Set(['value']),
};

/** Says whether a tag may keep an attribute (its value is judged separately). */
export function isAllowedAttribute(tag: string, attribute: string): boolean {
  if (anywhere.has(attribute)) return true;
  return Object.hasOwn(onTag, tag) && onTag[tag]?.has(attribute) === true;
}

/** Links may lead to the web and to a mailbox; no script, file or data address is one. */
export function isSafeAddress(address: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s]/i.test(address.trim());
}
