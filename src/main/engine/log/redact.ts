const keys = String.raw`pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization`;
/** A value in quotes ends with them; one without may hold any sign but a space. */
const value = String.raw`\\"(?:(?!\\").)*\\"|"(?:[^"\\]|\\.)*"|'(?:[^'\\"]|\\[^"]|'')*'|[^\s"]+`;
const assignment = new RegExp(String.raw`\b(${keys})((?:\\?["'])?\s*[:=]\s*)(${value})`, 'gi');

/**
 * Takes what must never be written down out of a text: passwords in URLs, in key=value form, and
 * in statements (`ALTER ROLE … PASSWORD '…'`). A line of JSON stays one.
 */
export function redact(text: string): string {
  return redactUrls(text)
    .replace(assignment, (_whole, key: string, sign: string, found: string) => {
      const quote = /^(\\"|"|')/.exec(found)?.[0] ?? '';
      return `${key}${sign}${quote}•••${quote}`;
    })
    .replace(/\b(password\s+[eE]?)'(?:[^']|'')*'/gi, "$1'•••'");
}

/**
 * Takes passwords out of URLs alone, for texts whose other words are a person's own. Goes to the
 * last `@`, because people forget to encode the ones in a password.
 */
export function redactUrls(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s"]*@/gi, '$1:•••@')
    .replace(/([?&]password=)[^&\s"']+/gi, '$1•••');
}
