/** A stretch of text; `verbatim` ones (formulas, code) are kept out of all rewriting. */
export type Stretch = { readonly verbatim: boolean; readonly text: string };

/** Finds where a verbatim stretch that opens at `from` ends; undefined when none opens there. */
type Opener = (
  text: string,
  from: number,
) => { readonly end: number; readonly text: string } | undefined;

/** Remembers which closing marks do not come any more, so that no text is searched twice. */
class Closers {
  readonly #gone = new Map<string, number>();

  find(text: string, mark: string, from: number): number {
    const gone = this.#gone.get(mark);
    if (gone !== undefined && from >= gone) return -1;
    const at = text.indexOf(mark, from);
    if (at === -1) this.#gone.set(mark, from);
    return at;
  }
}

/** In a formula `a<b` could be taken for a tag; a blank after `<` means the same to TeX. */
function calmFormula(tex: string): string {
  return tex.replace(/<(?=[A-Za-z/!?])/g, '< ');
}

/** In HTML the signs of a formula are entities. */
function fromHtml(tex: string): string {
  return calmFormula(tex.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
}

function displayFormula(closers: Closers, calm: (tex: string) => string): Opener {
  return (text, from) => {
    if (!text.startsWith('$$', from)) return undefined;
    const close = closers.find(text, '$$', from + 2);
    if (close <= from + 2) return undefined;
    return { end: close + 2, text: `$$${calm(text.slice(from + 2, close))}$$` };
  };
}

/** TeX's own brackets, which Moodle and many sites use: `\(x\)` in a line, `\[x\]` on its own. */
function bracketFormula(closers: Closers): Opener {
  return (text, from) => {
    const round = text.startsWith('\\(', from);
    if (!round && !text.startsWith('\\[', from)) return undefined;
    const close = closers.find(text, round ? '\\)' : '\\]', from + 2);
    const tex = close === -1 ? '' : fromHtml(text.slice(from + 2, close)).trim();
    if (tex === '' || tex.includes('$') || tex.includes('\n\n')) return undefined;
    const mark = round ? '$' : '$$';
    return { end: close + 2, text: mark + tex + mark };
  };
}

function inlineFormula(text: string, from: number): ReturnType<Opener> {
  if (text.charAt(from) !== '$' || /[\s$]|^$/.test(text.charAt(from + 1))) return undefined;
  const close = text.indexOf('$', from + 1);
  if (close === -1 || /\s/.test(text.charAt(close - 1)) || /\d/.test(text.charAt(close + 1)))
    return undefined;
  const tex = text.slice(from + 1, close);
  if (tex.includes('\n')) return undefined;
  return { end: close + 1, text: `$${calmFormula(tex)}$` };
}

/** A code span or fence of Markdown: a run of backticks up to the next run as long. */
function code(text: string, from: number): ReturnType<Opener> {
  if (text.charAt(from) !== '`') return undefined;
  let end = from;
  while (text.charAt(end) === '`') end += 1;
  const length = end - from;
  const fenced = length >= 3 && /(?:^|\n) {0,3}$/.test(text.slice(Math.max(0, from - 4), from));
  const mark = '`'.repeat(length);
  // Nobody writes such a run for code, and looking for its partner is how a hostile text stalls us.
  if (length > 20) return { end, text: mark };
  let close = text.indexOf(mark, end);
  while (close !== -1 && text.charAt(close + length) === '`') {
    let after = close;
    while (text.charAt(after) === '`') after += 1;
    close = text.indexOf(mark, after);
  }
  const kept = close === -1 ? '' : text.slice(from, close + length);
  if (kept === '' || (!fenced && /\n[ \t]*\n/.test(kept))) {
    // No code: the run itself is text, and so is each of its backticks.
    return { end, text: mark };
  }
  return { end: close + length, text: kept };
}

/** Cuts a text into what may be rewritten and what may not. Linear: every search has its end. */
export function splitVerbatim(text: string, markdown: boolean): readonly Stretch[] {
  const closers = new Closers();
  const openers: readonly Opener[] = markdown
    ? [code, displayFormula(closers, calmFormula), inlineFormula]
    : [displayFormula(closers, fromHtml), bracketFormula(closers)];
  const marks = markdown ? /[\\`$]/g : /[\\$]/g;
  const stretches: Stretch[] = [];
  let done = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const at = match.index;
    if (markdown && match[0] === '\\') {
      marks.lastIndex = at + 2;
      continue;
    }
    const found = openFirst(openers, text, at);
    if (!found) continue;
    if (at > done) stretches.push({ verbatim: false, text: text.slice(done, at) });
    stretches.push({ verbatim: true, text: found.text });
    done = found.end;
    marks.lastIndex = done;
  }
  if (done < text.length) stretches.push({ verbatim: false, text: text.slice(done) });
  return stretches;
}

function openFirst(openers: readonly Opener[], text: string, at: number): ReturnType<Opener> {
  for (const opener of openers) {
    const found = opener(text, at);
    if (found) return found;
  }
  return undefined;
}
