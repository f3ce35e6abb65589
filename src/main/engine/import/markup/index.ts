import { cleanMarkup, type LossCollector } from './clean-markup';
import { escapeAngles, escapeText } from './escape-text';
import { isSafeAddress } from './known-tags';
import { splitVerbatim } from './verbatim';

export type { LossCollector } from './clean-markup';

/**
 * What a text of a source is: `plain` shows every character; `auto` is Moodle's default (plain
 * text in which HTML is allowed); `html`; `markdown` (CommonMark with HTML in it).
 */
export type TextFormat = 'plain' | 'auto' | 'html' | 'markdown';

/** Without one of these a text means the same in all four formats. */
const special = /[<>&\\*_`[\]$#~\n]/;

/**
 * Turns a text of a source into what Lectern stores: Markdown with the allowed subset of HTML.
 * Everything that is left out is reported; applying it to its own result as `markdown` changes
 * nothing, which is why export and import come back to the same text.
 */
export function toMarkdown(text: string, format: TextFormat, report: LossCollector): string {
  if (!special.test(text)) return text;
  if (format === 'plain')
    return escapeAngles(escapeText(text, { keepEntities: false, lineStart: true }));
  const cleaned = settle(format === 'markdown' ? text : cleanHtml(text, format, report), report);
  // "Which tag breaks a line?" with the answer <br>: nothing to see means it was not markup.
  if (format === 'auto' && text.includes('<') && !showsSomething(cleaned)) {
    return escapeAngles(escapeText(text, { keepEntities: true, lineStart: true }));
  }
  return cleaned;
}

/** Each round can only shorten what the one before joined; a text that needs more is an attack. */
const rounds = 6;

/**
 * Cleans until nothing changes: where a tag goes, what stood around it may meet and make another
 * one. What still moves after some rounds is shown as plain text.
 */
function settle(text: string, report: LossCollector): string {
  let current = text;
  for (let round = 0; round < rounds; round += 1) {
    const next = cleanMarkdown(current, report);
    if (next === current) return current;
    current = next;
  }
  return escapeAngles(escapeText(current, { keepEntities: false, lineStart: true }));
}

function cleanHtml(text: string, format: 'auto' | 'html', report: LossCollector): string {
  return cleanMarkup(splitVerbatim(text, false), {
    report,
    text: (piece, { preformatted, lineStart }) =>
      escapeText(preformatted ? piece : withoutIndent(piece), { keepEntities: true, lineStart }),
    loneTagsAreText: format === 'auto',
    keepAutolinks: false,
  });
}

/** After an empty line four blanks would make code of what follows. */
function withoutIndent(text: string): string {
  return text.replace(/\n[ \t]*\n[ \t]{4,}/g, '\n\n');
}

function cleanMarkdown(text: string, report: LossCollector): string {
  return cleanMarkup(splitVerbatim(text, true), {
    report,
    text: (piece) => safeLinks(piece, report),
    loneTagsAreText: false,
    keepAutolinks: true,
  });
}

/** A link of Markdown may lead only where a link of HTML may. Pictures of the workspace stay. */
function safeLinks(text: string, report: LossCollector): string {
  if (!text.includes('](') && !text.includes(']:')) return text;
  return text.replace(
    /\](\(|:)([ \t]*)(<?)([^\s<>()]{1,2000})/g,
    (whole, mark: string, space: string, angle: string, address: string) => {
      const scheme = /^[a-z][a-z0-9+.-]*:/i.test(address) || /^&|%3a/i.test(address);
      if (!scheme || isSafeAddress(address) || /^media:[0-9a-f]{64}$/.test(address)) return whole;
      report.loss('link', address);
      return `]${mark}${space}${angle}#`;
    },
  );
}

function showsSomething(markup: string): boolean {
  return /\S/.test(markup.replace(/<[a-z/][^<>]*>/gi, '').replace(/&nbsp;|&#160;/g, ' '));
}
