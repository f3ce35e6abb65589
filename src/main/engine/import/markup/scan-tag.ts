/** One tag as it stands in a text; `end` is the index after its `>`. */
export type Tag = {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly end: number;
};

const namePattern = /<(\/?)([A-Za-z][A-Za-z0-9:-]*)/y;

/**
 * Reads the tag that begins at `from` (a `<`). Undefined when there is none: a lone `<`, an
 * address in angle brackets, a tag that never ends. One pass over the tag, quotes respected.
 */
export function scanTag(text: string, from: number): Tag | 'unended' | undefined {
  namePattern.lastIndex = from;
  const match = namePattern.exec(text);
  if (!match) return undefined;
  const name = (match[2] ?? '').toLowerCase();
  const start = namePattern.lastIndex;
  const next = text.charAt(start);
  if (name.endsWith(':') || (next !== '' && !/[\s/>]/.test(next))) return undefined;
  const end = endOfTag(text, start);
  if (end === -1) return 'unended';
  const attributes = match[1] === '/' ? [] : attributesOf(text.slice(start, end));
  return { name, closing: match[1] === '/', attributes, end: end + 1 };
}

/** The index of the closing `>`; quotes count only where a value begins. */
function endOfTag(text: string, from: number): number {
  let afterEquals = false;
  for (let index = from; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '>') return index;
    if ((character === '"' || character === "'") && afterEquals) {
      index = text.indexOf(character, index + 1);
      if (index === -1) return -1;
      afterEquals = false;
    } else if (character === '=') afterEquals = true;
    else if (character > ' ') afterEquals = false;
  }
  return -1;
}

function isBlank(character: string): boolean {
  return character <= ' ' || character === '/';
}

function attributesOf(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  let index = 0;
  while (index < text.length) {
    while (index < text.length && isBlank(text.charAt(index))) index += 1;
    const start = index;
    while (index < text.length && !isBlank(text.charAt(index)) && text.charAt(index) !== '=')
      index += 1;
    const name = text.slice(start, index).toLowerCase();
    while (index < text.length && text.charAt(index) <= ' ') index += 1;
    if (text.charAt(index) !== '=') {
      if (name !== '') found.push([name, '']);
      continue;
    }
    const [value, after] = valueAt(text, index + 1);
    if (name !== '') found.push([name, value]);
    index = after;
  }
  return found;
}

function valueAt(text: string, from: number): readonly [value: string, after: number] {
  let index = from;
  while (index < text.length && text.charAt(index) <= ' ') index += 1;
  const quote = text.charAt(index);
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, index + 1);
    const end = close === -1 ? text.length : close;
    return [text.slice(index + 1, end), end + 1];
  }
  const start = index;
  while (index < text.length && text.charAt(index) > ' ') index += 1;
  return [text.slice(start, index), index];
}
