import type { AcceptedText, TextKey } from '../questions';
import { matchesWildcard } from './wildcard';

/**
 * The form in which typed texts are compared and grouped: NFC, runs of white space (also
 * no-break and thin spaces) as one space, trimmed. Moodle normalises to NFC and trims
 * (question/type/shortanswer/question.php); the inner spaces are our addition.
 */
export function normaliseAnswer(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * Removes the difference between capital and small letters. Upper case is the common form,
 * because lower-casing depends on the neighbours (final sigma) and leaves ß apart from SS.
 */
export function foldCase(text: string): string {
  return text.toUpperCase().normalize('NFC');
}

/** The first accepted text that fits what was typed (Moodle's first-matching strategy). */
export function matchText(key: TextKey, typed: string): AcceptedText | undefined {
  const prepare = (text: string): string => {
    const normal = normaliseAnswer(text);
    return key.caseSensitive ? normal : foldCase(normal);
  };
  const text = prepare(typed);
  if (text === '') return undefined;
  return key.accepted.find((entry) => {
    const accepted = prepare(entry.text);
    return key.wildcards ? matchesWildcard(accepted, text) : accepted === text;
  });
}
