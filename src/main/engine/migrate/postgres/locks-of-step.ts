import { splitStatements, withoutComments } from '../statements';
import type { Step } from '../step';
import type { TableLock } from '../target';

/** Lock modes of Postgres that our statements take, the strongest first. */
const strength = [
  'ACCESS EXCLUSIVE',
  'SHARE ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'ROW EXCLUSIVE',
  'ROW SHARE',
  'ACCESS SHARE',
] as const;
type Mode = (typeof strength)[number];

const table = String.raw`((?:lectern\.)?(?:"\w+"|\w+))`;

/** What the documentation of Postgres says of each kind of statement (13.3, Explicit Locking). */
const rules: readonly (readonly [RegExp, Mode])[] = [
  [new RegExp(`\\bALTER TABLE ${table}\\s+VALIDATE`, 'g'), 'SHARE UPDATE EXCLUSIVE'],
  [new RegExp(`\\bALTER TABLE ${table}\\s+(?!VALIDATE)`, 'g'), 'ACCESS EXCLUSIVE'],
  [new RegExp(`\\bREFERENCES ${table}`, 'g'), 'SHARE ROW EXCLUSIVE'],
  [new RegExp(`\\b(?:INSERT INTO|DELETE FROM|UPDATE) ${table}`, 'g'), 'ROW EXCLUSIVE'],
  [new RegExp(`\\bFROM ${table}(?=[^;]*\\bFOR NO KEY UPDATE)`, 'g'), 'ROW SHARE'],
  [new RegExp(`\\b(?:FROM|JOIN) ${table}`, 'g'), 'ACCESS SHARE'],
];

/**
 * The locks that applying a step takes on tables that exist before it, each in its strongest mode,
 * read from its SQL. A table that the step makes itself is nobody's yet.
 */
export function locksOfStep(step: Step): readonly TableLock[] {
  const { prepare, up, validate } = step.sql;
  const sql = [prepare, up, validate]
    .flatMap((text) => splitStatements(text ?? ''))
    .map(withoutComments)
    .join('\n');
  const made = new Set(
    [...sql.matchAll(new RegExp(`CREATE TABLE (?:IF NOT EXISTS )?${table}`, 'g'))].map(nameIn),
  );
  const locks = new Map<string, Mode>();
  for (const [pattern, mode] of rules) {
    for (const match of sql.matchAll(pattern)) {
      const name = nameIn(match);
      const known = locks.get(name);
      const isStronger = known === undefined || strength.indexOf(mode) < strength.indexOf(known);
      if (!made.has(name) && isTable(match[1] ?? '') && isStronger) locks.set(name, mode);
    }
  }
  return [...locks].map(([name, mode]) => ({ table: name, mode }));
}

function nameIn(match: RegExpMatchArray): string {
  return (match[1] ?? '').replaceAll('"', '');
}

/** Quoted or of our schema; what is neither is a name that a WITH has made. */
function isTable(name: string): boolean {
  return name.startsWith('lectern.') || (name.startsWith('"') && /^"[A-Z]/.test(name));
}
