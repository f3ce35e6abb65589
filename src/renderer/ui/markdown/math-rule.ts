import type { MarkdownIt } from 'markdown-it';

const dollar = 0x24;

function isSpaceAt(text: string, at: number): boolean {
  return /\s/.test(text[at] ?? ' ');
}

/** Where the formula that begins at `from` ends, or -1; an escaped dollar does not end it. */
function findEnd(text: string, from: number, fence: string): number {
  let at = text.indexOf(fence, from);
  while (at > 0 && text[at - 1] === '\\') at = text.indexOf(fence, at + 1);
  return at;
}

/**
 * Reads `$x$` and `$$x$$` as formulas, with the rule that keeps prices apart: no space just inside
 * the dollars and no digit after the closing one. The formula travels in `data-tex`.
 */
export function mathRule(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'math', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== dollar) return false;
    const fence = state.src.charCodeAt(state.pos + 1) === dollar ? '$$' : '$';
    const start = state.pos + fence.length;
    const end = findEnd(state.src, start, fence);
    if (end <= start) return false;
    const loose = isSpaceAt(state.src, start) || isSpaceAt(state.src, end - 1);
    if (fence === '$' && (loose || /\d/.test(state.src[end + 1] ?? ''))) return false;
    if (!silent) {
      const token = state.push('math', 'span', 0);
      token.content = state.src.slice(start, end).trim();
      token.meta = { display: fence === '$$' };
    }
    state.pos = end + fence.length;
    return true;
  });
  md.renderer.rules.math = (tokens, index) => {
    const token = tokens[index];
    const tex = md.utils.escapeHtml(token?.content ?? '');
    const meta: unknown = token?.meta;
    const display = typeof meta === 'object' && meta !== null && 'display' in meta && meta.display;
    return `<span data-tex="${tex}"${display ? ' data-display="true"' : ''}>${tex}</span>`;
  };
}
