/** Where each question stands in a JSON text. */
export type Elements = {
  /** The index after the `[` of the list. */
  readonly start: number;
  readonly elements: Iterable<{ readonly start: number; readonly end: number }>;
  readonly problem: { readonly at: number; readonly message: string } | undefined;
};

/**
 * Finds the elements of the list of questions without parsing them: one pass that knows strings
 * and brackets. So a fault inside one question leaves the others readable, and no question is
 * held twice. Depth needs no stack.
 */
export function elementsOf(text: string): Elements {
  const start = listStart(text);
  if (start === -1) {
    return {
      start: 0,
      elements: [],
      problem: { at: 0, message: 'There is no list of questions in this file' },
    };
  }
  const elements: { readonly start: number; readonly end: number }[] = [];
  let depth = 0;
  let from = -1;
  let last = start;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (from === -1 && !/[\s,\]]/.test(character)) from = at;
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    else if (depth > 0 && (character === '}' || character === ']')) depth -= 1;
    else if (depth === 0 && (character === ',' || character === ']')) {
      if (from !== -1) elements.push({ start: from, end: at });
      from = -1;
      last = at;
      if (character === ']') return { start, elements, problem: undefined };
    }
  }
  const cut = from === -1 ? last : from;
  return {
    start,
    elements,
    problem: {
      at: cut,
      message:
        'The file ends in the middle of a question or of the list; what came before was read',
    },
  };
}

/** The list is the whole file, or the value of "questions". */
function listStart(text: string): number {
  const bare = /^\s*\[/.exec(text);
  if (bare) return bare[0].length;
  const inside = /"questions"\s*:\s*\[/.exec(text);
  return inside ? inside.index + inside[0].length : -1;
}

function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') return at;
  }
  return text.length;
}
