import { nameCodePoint } from '../../../../shared/domain/text';
import type { TextProblem } from './fit-text';

/** Says why a text cannot be printed and what to do, naming the characters concerned. */
export function describeTextProblem(problem: TextProblem): string {
  if (problem.kind === 'too_long') {
    return `“${problem.text}” does not fit on the page, even in two lines of the smallest type; shorten it`;
  }
  const named = problem.characters.map((text) => {
    const codes = [...text].map((character) => nameCodePoint(character.codePointAt(0) ?? 0));
    return `${text} (${codes.join(' ')})`;
  });
  return `“${problem.text}” cannot be printed: no font of Lectern has ${named.join(', ')}; write it without`;
}
