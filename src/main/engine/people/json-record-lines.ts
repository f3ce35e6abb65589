/**
 * The lines, from 1, on which the records of a JSON list begin; `depth` is 1 when the list is the
 * whole document and 2 when it stands in an object. The text must be valid JSON.
 */
export function jsonRecordLines(text: string, depth: number): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let level = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      if (level === depth && character === '{') lines.push(line);
      level += 1;
    } else if (character === '}' || character === ']') level -= 1;
  }
  return lines;
}
