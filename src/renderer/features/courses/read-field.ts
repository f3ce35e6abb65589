import { cleanPrintedText } from '../../../shared/domain/text';
import { err, ok } from '../../../shared/kernel/result';
import type { Result } from '../../../shared/kernel/result';
import { formatNumber } from '../../ui/number-text/format-number';
import { textsOf } from '../../ui/i18n/texts';
import { texts } from './texts';

/** A title as it is stored (trimmed, composed), or what is wrong with it. */
export function readTitle(typed: string): Result<string, string> {
  const clean = cleanPrintedText(typed);
  return clean.ok ? clean : err(clean.error.message);
}

/** A reader of whole numbers within bounds, both allowed; `canBeEmpty` lets null through. */
export function wholeNumber(
  least: number,
  most: number,
  canBeEmpty = false,
): (typed: number | null) => Result<number | null, string> {
  return (typed) => {
    if (typed === null && canBeEmpty) return ok(null);
    if (typed !== null && Number.isInteger(typed) && typed >= least && typed <= most)
      return ok(typed);
    const bounds = { least: formatNumber(least), most: formatNumber(most) };
    return err(textsOf(texts)('details.range', bounds));
  };
}

/** XP a person may give for a course or a chapter. */
export const readXP = wholeNumber(0, 1_000_000);

/** Hours a course is estimated to take; empty for no estimate. */
export const readHours = wholeNumber(0, 100_000, true);
