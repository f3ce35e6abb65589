/** Characters that mean something in Markdown, as entities: those mean the same inside HTML. */
const entities: { readonly [character: string]: string } = {
  '<': '&lt;',
  '>': '&gt;',
  '*': '&#42;',
  _: '&#95;',
  '`': '&#96;',
  $: '&#36;',
  '\\': '&#92;',
  '#': '&#35;',
  '=': '&#61;',
  '-': '&#45;',
  '~': '&#126;',
};

function entity(character: string): string {
  return entities[character] ?? character;
}

function encodeAll(text: string): string {
  return text.replace(/[*_`$\\#=~-]/g, entity);
}

/** A run of stars or lines can open or close emphasis when it touches a word on one side only. */
function escapeEmphasis(text: string): string {
  if (!/[*_][^*_]*[*_]|[*_]{2}/.test(text)) return text;
  return text.replace(/\*+|_+/g, (run, at: number) => {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + run.length);
    const open = before === '' || /\s/.test(before);
    const close = after === '' || /\s/.test(after);
    if (open && close) return run;
    if (run.startsWith('_')) {
      // A line of three or more is the gap of a fill-in text, and Markdown leaves it alone
      // wherever it does not hug a word.
      const inWord = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
      if (inWord || run.length >= 3) return run;
    }
    return encodeAll(run);
  });
}

/** Where a line begins, some characters make a heading, a quotation or a rule of it. */
function escapeLineStarts(text: string): string {
  return text
    .replace(
      /(^|\n)([ \t]*)(#{1,6})(?=[ \t\n]|$)/g,
      (_, line: string, space: string, marks: string) => line + space + encodeAll(marks),
    )
    .replace(/(^|\n)([ \t]*)>/g, '$1$2&gt;')
    .replace(
      /(^|\n)([ \t]*)(~{3,})/g,
      (_, line: string, space: string, marks: string) => line + space + encodeAll(marks),
    )
    .replace(
      /\n([ \t]*)(=+|-+)(?=[ \t]*(?:\n|$))/g,
      (_, space: string, marks: string) => `\n${space}${encodeAll(marks)}`,
    );
}

const anySpecial = /[*_`\]\\$&#>=~-]/;

/**
 * Makes text that is no Markdown show as it is when it is read as Markdown, changing as little
 * as possible: a star that stands alone stays a star. `keepEntities` is for text out of HTML,
 * where `&nbsp;` means a blank; elsewhere it is shown. `lineStart` says whether a line begins here.
 */
export function escapeText(
  text: string,
  options: { readonly keepEntities: boolean; readonly lineStart: boolean },
): string {
  if (!anySpecial.test(text)) return text;
  let escaped = text;
  if (!options.keepEntities) escaped = escaped.replace(/&(?=#?\w+;)/g, '&amp;');
  // Markdown takes a backslash away before punctuation and makes a line break of it at line end.
  escaped = escaped.replace(/\\(?=[!-/:-@[-`{-~\n])/g, '&#92;');
  if (/`[^`]*`/.test(escaped)) escaped = escaped.replace(/`/g, '&#96;');
  escaped = escaped.replace(/\](?=[([:])/g, '&#93;');
  if (/~~/.test(escaped)) escaped = escaped.replace(/~~+/g, encodeAll);
  if (/\$[^\s$][^$\n]*\$(?!\d)/.test(escaped)) escaped = escaped.replace(/\$/g, '&#36;');
  escaped = escapeEmphasis(escaped);
  // A text that goes on after a tag begins no line; the mark stands in for what is before it.
  return options.lineStart ? escapeLineStarts(escaped) : escapeLineStarts(`.${escaped}`).slice(1);
}

/**
 * Shows `<` as a character where a reader of HTML might see a tag; at the end and before code or
 * a formula too, because what follows is then not known here.
 */
export function escapeAngles(text: string): string {
  return text.replace(/<(?=[A-Za-z/!?`$]|$)/g, '&lt;');
}
