/** Takes what must never be written down out of a text: passwords in URLs and in key=value form. */
export function redact(text: string): string {
  return redactUrls(text).replace(
    /\b(pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization)(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    '$1$2•••',
  );
}

/**
 * Takes passwords out of URLs alone, for texts whose other words are a person's own. Goes to the
 * last `@`, because people forget to encode the ones in a password.
 */
export function redactUrls(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s"']*@/gi, '$1:•••@')
    .replace(/([?&]password=)[^&\s"']+/gi, '$1•••');
}
