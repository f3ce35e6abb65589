/** A value of a row as a workspace stores it. */
export type FieldValue = string | number | null;

/** Some fields of a row, or all of them, by column name. */
export type Fields = { readonly [column: string]: FieldValue };

/** Those of the fields that are named. */
export function pickFields(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/**
 * Whether two stored values mean the same. A number equals its digits. `structured` values are JSON,
 * which a jsonb column stores with other spaces and another order of keys.
 */
export function sameValue(a: FieldValue, b: FieldValue, structured = false): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'number' || typeof b === 'number') return sameNumber(a, b);
  if (!structured) return false;
  const [jsonA, jsonB] = [parsedContainer(a), parsedContainer(b)];
  return jsonA !== undefined && jsonB !== undefined && canonical(jsonA) === canonical(jsonB);
}

function sameNumber(a: string | number, b: string | number): boolean {
  if (a === '' || b === '') return false;
  return Number(a) === Number(b);
}

/** An object or array of JSON; undefined for other text, which must be equal to the letter. */
function parsedContainer(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
