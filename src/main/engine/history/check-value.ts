import { findUnstorable, nameCodePoint } from '../../../shared/domain/text';
import { toInstant } from '../../../shared/kernel/clock';
import type { JsonValue } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { BaseFamily, Family } from './editable-fields';

/** ISO-8601 with a time and a zone; a time without a zone would mean another instant elsewhere. */
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const wanted: { readonly [F in BaseFamily]: string } = {
  text: 'text',
  whole: 'a whole number',
  number: 'a number',
  flag: 'true or false',
  instant: 'a time such as 2026-03-01T09:30:00.000Z',
  json: 'JSON other than null',
  list: 'a list of texts',
};

/**
 * Checks one JSON value against what its column takes and returns it in the domain's form (times
 * in UTC with milliseconds). The error says what the column takes instead.
 */
export function checkValue(value: JsonValue, family: Family): Result<JsonValue, string> {
  const optional = family.endsWith('?');
  // The families with and without the mark are the same names.
  const base = family.replace('?', '') as BaseFamily;
  if (value === null) return optional ? ok(null) : err(`takes ${wanted[base]}, not null`);
  const fits = convert(value, base);
  if (fits === undefined) return err(`takes ${wanted[base]}${optional ? ' or null' : ''}`);
  const bad = unstorableIn(fits);
  return bad === undefined ? ok(fits) : err(`holds ${bad}, which cannot be stored`);
}

function convert(value: JsonValue, base: BaseFamily): JsonValue | undefined {
  switch (base) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'whole':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'instant':
      return typeof value === 'string' ? instant(value) : undefined;
    case 'list':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? value
        : undefined;
    case 'json':
      return value;
  }
}

function instant(text: string): string | undefined {
  const at = zoned.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : toInstant(at);
}

/** Date.parse makes the 2nd of March of a 30th of February, which nobody meant. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && toInstant(at).startsWith(text);
}

function unstorableIn(value: JsonValue): string | undefined {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const at = findUnstorable(text);
  if (at !== undefined) return nameCodePoint(text.charCodeAt(at));
  // JSON writes them as escapes, which the check of the text above cannot see.
  if (typeof value !== 'string' && /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(text)) {
    return 'half of a character or U+0000';
  }
  return undefined;
}
