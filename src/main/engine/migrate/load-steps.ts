import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../shared/kernel/errors';
import { stepObjects, type StepObjects } from './postgres/schema-objects';
import { baselineStep, type EngineName, type Step, type StepSql } from './step';

/** What stands in `migrations/` for one dialect. */
export type StepSet = {
  readonly engine: EngineName;
  readonly steps: readonly Step[];
  /** Makes the runner's own tables; safe to run again. */
  readonly bookkeeping: string;
  /** What each step adds to the catalogue of a server, as the server itself describes it. */
  readonly objects: StepObjects;
};

/**
 * Reads the steps of one dialect from the migrations folder, in their order. A folder without
 * files of that dialect is no step there. Fails with `internal` when the installation is broken.
 */
export function loadSteps(folder: string, engine: EngineName): StepSet {
  if (!existsSync(join(folder, baselineStep))) {
    fail('internal', `The migrations are missing at ${folder}. Install Lectern again.`, { folder });
  }
  const steps = readdirSync(folder)
    .filter((name) => /^\d{3}_[a-z0-9_]+$/.test(name))
    .filter((name) => existsSync(join(folder, name, `${engine}.up.sql`)))
    .sort()
    .map((name) => loadStep(folder, name, engine));
  const bookkeeping = readFileSync(join(folder, 'bookkeeping', `${engine}.sql`), 'utf8');
  return { engine, steps, bookkeeping, objects: loadObjects(folder, engine) };
}

/** SQLite needs none: the steps can be tried out on a database in memory. */
function loadObjects(folder: string, engine: EngineName): StepObjects {
  const file = join(folder, 'bookkeeping', `${engine}.catalogue.json`);
  return existsSync(file) ? stepObjects.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function loadStep(folder: string, name: string, engine: EngineName): Step {
  const read = (part: keyof StepSql): string | null => {
    const file = join(folder, name, `${engine}.${part === 'downNext' ? 'down-next' : part}.sql`);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  const required = (part: keyof StepSql): string =>
    read(part) ?? fail('internal', `The step ${name} lacks ${engine}.${part}.sql.`, { step: name });
  const sql: StepSql = {
    up: required('up'),
    down: required('down'),
    verify: required('verify'),
    prepare: read('prepare'),
    next: read('next'),
    missed: read('missed'),
    downNext: read('downNext'),
    validate: read('validate'),
  };
  const number = Number(name.slice(0, 3));
  return {
    name,
    number,
    group: number < 100 ? 'plan' : 'lectern',
    summary: /^-- (.*)/.exec(sql.up)?.[1] ?? name,
    sql,
    digests: {
      up: sha256(joined(sql.prepare, sql.next, sql.missed, sql.up, sql.validate)),
      down: sha256(joined(sql.down, sql.downNext)),
      verify: sha256(sql.verify),
    },
  };
}

/**
 * Finds a step by number (`012`) or by full name. Fails with `bad_input`, listing what there is.
 */
export function findStep(set: StepSet, wanted: string): Step {
  const step = set.steps.find(
    (candidate) => candidate.name === wanted || candidate.name.slice(0, 3) === wanted,
  );
  if (step) return step;
  const known = set.steps.map((candidate) => candidate.name);
  return fail(
    'bad_input',
    `There is no step ${wanted}. Nothing was changed. The steps are: ${known.join(', ')}.`,
    { step: wanted, known },
  );
}

function joined(...texts: readonly (string | null)[]): string {
  return texts.map((text) => text ?? '').join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
