/** The digits of Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The check symbols 0 to 36: the digits and five more. */
const checkSymbols = `${digits}*~$=U`;

/** Writes bytes as base 32, five bits a digit, the last digit padded with zero bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + digits.charAt((buffer << (5 - bits)) & 31) : text;
}

/**
 * The check symbol of base-32 digits: their number modulo 37. As 37 is a prime above 32, every
 * single wrong digit and every swap of neighbours changes it. The text must be base-32 digits.
 */
export function checkSymbol(body: string): string {
  let remainder = 0;
  for (const digit of body) remainder = (remainder * 32 + digits.indexOf(digit)) % 37;
  return checkSymbols.charAt(remainder);
}

/** Says whether a character is one of the 32 digits (upper case, look-alikes already mapped). */
export function isBase32Digit(character: string): boolean {
  return character.length === 1 && digits.includes(character);
}

/** Says whether a character may stand at the end as a check symbol. */
export function isCheckSymbol(character: string): boolean {
  return character.length === 1 && checkSymbols.includes(character);
}
