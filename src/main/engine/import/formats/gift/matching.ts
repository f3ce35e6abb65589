import type { QuestionContent } from '../../../../../shared/domain/questions';
import { err, ok, type Result } from '../../../../../shared/kernel/result';
import { optionId } from '../../draft';
import { toMarkdown } from '../../markup';
import type { Notes, Refusal } from '../../notes';
import { showEscapes } from './escapes';
import { giftMarkdown, type Reading } from './parts';

type Part = { readonly id: string; readonly text: string };

/**
 * Reads `=left -> right` rows. Equal right sides are one choice, as learners could not tell them
 * apart; a row without a left side is a choice that fits nothing.
 */
export function readMatching(answers: string, reading: Reading): Result<QuestionContent, Refusal> {
  const rows = answers
    .split('=')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  if (rows.length < 2)
    return err({ code: 'too_few_answers', message: 'Matching needs two pairs or more' });
  const left: Part[] = [];
  const rights: string[] = [];
  const partners: string[] = [];
  for (const row of rows) {
    const arrow = row.indexOf('->');
    if (arrow === -1) {
      return err({
        code: 'no_arrow',
        message: `The pair "${showEscapes(row).slice(0, 60)}" has no ->`,
      });
    }
    const rightFormat = reading.format === 'html' ? 'auto' : reading.format;
    const right = toMarkdown(
      showEscapes(row.slice(arrow + 2)).trim(),
      rightFormat,
      reading.notes,
    ).trim();
    const leftText = giftMarkdown(row.slice(0, arrow), reading);
    rights.push(right);
    if (leftText === '') continue;
    left.push({ id: optionId(left.length), text: leftText });
    partners.push(right);
  }
  const right = rightParts(rights, reading.notes);
  const pairs = left.map(({ id }, index): [string, string] => [
    id,
    right.find(({ text }) => text === partners[index])?.id ?? '',
  ]);
  return ok({ type: 'matching', options: { left, right }, correctAnswer: { pairs } });
}

function rightParts(rights: readonly string[], notes: Notes): Part[] {
  const distinct = [...new Set(rights)];
  if (distinct.length === 1)
    notes.problem('same_partner', 'All right sides are the same text; every answer is right');
  // One choice alone is no matching, so two of the same stay when there is nothing else.
  const kept = distinct.length === 1 ? rights.slice(0, 2) : distinct;
  return kept.map((text, index) => ({ id: String(index + 1), text }));
}
