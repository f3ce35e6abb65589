import { toPlainDigits } from '../text';

/** A number as a learner typed it: what it may mean, best reading first, and what follows it. */
export type TypedNumber = {
  readonly readings: readonly number[];
  readonly rest: string;
};

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const bodyPattern =
  /^([+-]?)\s*([.,]?\d+(?:[.,'\u2019\u066c \u00a0\u2007\u2009\u202f]\d+)*[.,]?)(?![.,\d])/;
const exponentPattern =
  /^\s*(?:e\s*([+-]?\d{1,4})(?!\d)|[x×*·⋅]\s*10\s*(?:(?:\^|\*\*)\s*[({]?([+-]?\d{1,4})[)}]?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})))/i;
const softGroup = /['\u2019\u066c \u00a0\u2007\u2009\u202f]/;

function plainExponent(text: string): number {
  const plain = Array.from(text, (character) => {
    const digit = superscripts.indexOf(character);
    if (digit >= 0) return String(digit);
    return character === '⁻' ? '-' : character === '⁺' ? '+' : character;
  });
  return Number(plain.join(''));
}

/** Groups of three after the first one to three digits, or the Indian two-two-three. */
function isGrouped(digits: string, separator: string): boolean {
  const [first = '', ...groups] = digits.split(separator);
  if (groups.length === 0 || first.length === 0 || first.length > 3) return false;
  if (groups.every((group) => group.length === 3)) return true;
  const last = groups.at(-1) ?? '';
  return (
    first.length <= 2 &&
    last.length === 3 &&
    groups.slice(0, -1).every(({ length }) => length === 2)
  );
}

/** Takes spaces and apostrophes out where they separate groups; undefined where they do not. */
function removeSoftGroups(body: string): string | undefined {
  const separator = softGroup.exec(body)?.[0];
  if (separator === undefined) return body;
  const cut = body.search(/[.,]/);
  const whole = cut === -1 ? body : body.slice(0, cut);
  const fraction = cut === -1 ? '' : body.slice(cut);
  if (whole.includes(separator) && !isGrouped(whole, separator)) return undefined;
  const fractionGroups = fraction.slice(1).split(separator);
  const last = fractionGroups.pop() ?? '';
  const even = fractionGroups.every((group) => group.length === 3) && last.length <= 3;
  if (fraction.includes(separator) && !even) return undefined;
  const bare = (whole + fraction).replaceAll(separator, '');
  return softGroup.test(bare) ? undefined : bare;
}

/** The decimal texts (`1234.5`) that digits with points and commas may mean; none when muddled. */
function decimalTexts(body: string): readonly string[] {
  const points = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  if (points > 0 && commas > 0) {
    const decimal = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
    const [whole = '', fraction = '', extra] = body.split(decimal);
    const group = decimal === '.' ? ',' : '.';
    const clear = extra === undefined && !fraction.includes(group) && isGrouped(whole, group);
    return clear ? [`${whole.replaceAll(group, '')}.${fraction}`] : [];
  }
  const separator = points > 0 ? '.' : ',';
  if (points + commas > 1)
    return isGrouped(body, separator) ? [body.replaceAll(separator, '')] : [];
  if (commas === 0) return [body];
  const decimal = body.replace(',', '.');
  const mayGroup = isGrouped(body, ',') && !body.startsWith('0');
  return mayGroup ? [decimal, body.replace(',', '')] : [decimal];
}

/**
 * Reads a number at the start of a typed text. Decimal comma or point; exponent as `1e3`,
 * `1 x 10^3` or `1·10³`; groups of three set off by a space, a thin space, an apostrophe, or by
 * the one of point and comma that is not the decimal sign. A single point is always decimal. A
 * single comma is decimal first (Moodle's old rule in question/type/numerical), but `1,234` may
 * also be a thousand and more, so both readings are given. Undefined when it is no finite number.
 */
export function parseTypedNumber(text: string): TypedNumber | undefined {
  const plain = toPlainDigits(text).trim();
  const match = bodyPattern.exec(plain);
  if (!match) return undefined;
  const bare = removeSoftGroups(match[2] ?? '');
  if (bare === undefined) return undefined;
  const after = plain.slice(match[0].length);
  const exponent = exponentPattern.exec(after);
  const power = plainExponent(exponent?.[1] ?? exponent?.[2] ?? exponent?.[3] ?? '0');
  const sign = match[1] === '-' ? '-' : '';
  // Nobody groups the digits of a mantissa, so with an exponent the first reading stands alone.
  const texts = exponent ? decimalTexts(bare).slice(0, 1) : decimalTexts(bare);
  const readings = texts
    .map((decimal) => Number(`${sign}${decimal.replace(/^\./, '0.')}e${power}`))
    .filter((reading) => Number.isFinite(reading));
  const rest = after.slice(exponent?.[0].length ?? 0).trim();
  return readings.length === 0 ? undefined : { readings, rest };
}
