import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';
import { mathRule } from './math-rule';

const allowedTags = [
  'p br hr strong b em i u s del sub sup code pre blockquote ul ol li span div',
  'h1 h2 h3 h4 h5 h6 table thead tbody tfoot tr th td caption img ruby rt rp bdi bdo',
]
  .join(' ')
  .split(' ');
const allowedAttributes = [
  'alt',
  'src',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'dir',
  'lang',
];
const ownData = ['data-tex', 'data-display', 'data-href'];
const localImage = /^(data:image\/(png|jpe?g|gif|webp|avif|svg\+xml)[;,]|blob:)/i;

const markdown = new MarkdownIt({ html: true, breaks: true, linkify: false, typographer: false });
markdown.use(mathRule);
// A question never leads out of the window: the text of a link stays, its address is a note.
markdown.renderer.rules.link_open = (tokens, index) =>
  `<span data-href="${markdown.utils.escapeHtml(String(tokens[index]?.attrGet('href') ?? ''))}">`;
markdown.renderer.rules.link_close = () => '</span>';
markdown.validateLink = () => true;

const purify = DOMPurify(window);

/**
 * Holds the allow-list a second time, by the plainest means: whatever a mistake in the sanitiser
 * (or in the parser it relies on) let through goes here.
 */
function enforceAllowList(fragment: DocumentFragment): void {
  const attributes = new Set([...allowedAttributes, ...ownData]);
  for (const element of fragment.querySelectorAll('*')) {
    if (!allowedTags.includes(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name } of [...element.attributes]) {
      if (!attributes.has(name)) element.removeAttribute(name);
    }
  }
}

/** Images may only be part of the text itself; anything to be fetched is replaced by its words. */
function replaceRemoteImages(fragment: DocumentFragment, describe: (alt: string) => string): void {
  for (const image of fragment.querySelectorAll('img')) {
    if (localImage.test(image.getAttribute('src') ?? '')) continue;
    const note = document.createElement('span');
    note.setAttribute('data-note', 'image');
    note.textContent = describe(image.alt || image.getAttribute('src') || '…');
    image.replaceWith(note);
  }
}

/** What a reader of the text is told about things that are not shown. */
export type MarkdownNotes = { readonly remoteImage: (alt: string) => string };

/**
 * Markdown (and the HTML that imports bring along) as a harmless piece of document: an allow-list
 * of tags and attributes, no scripts, no styles, no links, nothing that is fetched from elsewhere.
 */
export function renderMarkdown(
  source: string,
  notes: MarkdownNotes,
  inline: boolean,
): DocumentFragment {
  const html = inline ? markdown.renderInline(source) : markdown.render(source);
  const fragment = purify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: [...allowedAttributes, ...ownData],
    // Only addresses are held against the pattern below; words and numbers are no addresses.
    ADD_URI_SAFE_ATTR: [...allowedAttributes.filter((name) => name !== 'src'), ...ownData],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:data:image\/|blob:|https?:)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  enforceAllowList(fragment);
  replaceRemoteImages(fragment, notes.remoteImage);
  for (const link of fragment.querySelectorAll<HTMLElement>('[data-href]')) {
    link.title = link.getAttribute('data-href') ?? '';
  }
  return fragment;
}
