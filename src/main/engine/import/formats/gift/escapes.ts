/**
 * GIFT writes its control characters with a backslash. While a question is taken apart each
 * escaped one is a noncharacter of Unicode, which no text holds; afterwards it is itself again.
 */
const characters = ':#={}~\n\\';
const firstPlaceholder = 0xfdd0;

const escaped = /\\([\\:#={}~n])/g;
const placeholder = /[\ufdd0-\ufdd7]/g;
const unused = /[\ufdd0-\ufdef]/g;

/** Takes noncharacters out of a whole file before it is read, so that none can pose as an escape. */
export function withoutPlaceholders(text: string): string {
  return unused.test(text) ? text.replace(unused, '\ufffd') : text;
}

/** Hides escaped control characters from the search for unescaped ones. */
export function hideEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(escaped, (_, character: string) => {
    const at = characters.indexOf(character === 'n' ? '\n' : character);
    return String.fromCharCode(firstPlaceholder + at);
  });
}

/** Gives hidden characters back, without their backslash. */
export function showEscapes(text: string): string {
  return text.replace(placeholder, (character) =>
    characters.charAt(character.charCodeAt(0) - firstPlaceholder),
  );
}

/** Writes a text so that GIFT reads it back as it is. */
export function escapeGift(text: string): string {
  return withoutPlaceholders(text)
    .replace(/[\\:#={}~]/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n/g, '\\n');
}
