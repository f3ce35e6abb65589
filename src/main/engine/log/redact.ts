/** Takes what must never be written down out of a text: passwords in URLs and in key=value form. */
export function redact(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]*@/gi, '$1:•••@')
    .replace(
      /\b(pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization)(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
      '$1$2•••',
    );
}
