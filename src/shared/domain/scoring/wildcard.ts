/**
 * Cuts a pattern at its wildcards: `*` stands for any text, also none; `\*` is a star. Several
 * stars in a row are one. The rule is Moodle's (`compare_string_with_wildcard` in
 * question/type/shortanswer/question.php). Without a wildcard there is one piece.
 */
export function splitPattern(pattern: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === '\\' && pattern.charAt(index + 1) === '*') {
      piece += '*';
      index += 1;
    } else if (character === '*') {
      if (pieces.length === 0 || piece !== '') pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  pieces.push(piece);
  return pieces;
}

/**
 * Says whether a text fits a pattern, in time linear in both: each piece between wildcards is
 * taken at its leftmost place, which never rules out a later piece, so nothing is tried twice.
 * A regular expression would backtrack for minutes on a hostile answer.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const pieces = splitPattern(pattern);
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of rest) {
    const found = findPiece(text, piece, from, end);
    if (found === -1) return false;
    from = found + piece.length;
  }
  return true;
}

/** Knuth, Morris and Pratt's search: indexOf may take text times piece on repetitive texts. */
function findPiece(text: string, piece: string, from: number, end: number): number {
  const borders = bordersOf(piece);
  let matched = 0;
  for (let index = from; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    while (matched > 0 && piece.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (piece.charCodeAt(matched) === unit) matched += 1;
    if (matched === piece.length) return index - piece.length + 1;
  }
  return -1;
}

/** For each prefix of the piece, the length of its longest proper border. */
function bordersOf(piece: string): readonly number[] {
  const borders = [0];
  let length = 0;
  for (let index = 1; index < piece.length; index += 1) {
    const unit = piece.charCodeAt(index);
    while (length > 0 && piece.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
    if (piece.charCodeAt(length) === unit) length += 1;
    borders.push(length);
  }
  return borders;
}
