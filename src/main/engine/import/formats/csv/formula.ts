/**
 * A spreadsheet runs a cell that begins with one of these. Full-width forms count: some programs
 * make the plain sign of them.
 */
const runs = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const guarded = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const number = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Puts a quotation mark before what a spreadsheet would run; a number stays a number. */
export function guardFormula(text: string): string {
  return runs.test(text) && !number.test(text) ? `'${text}` : text;
}

/** Takes one guarding mark away; together with `guardFormula` every text comes back as it was. */
export function unguardFormula(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
