import type { SeededRandom } from '../seeded-random';
import { asianNames } from './asian';
import { furtherLatinNames } from './eastern-european';
import { fullNames, teacherNames } from './full-names';
import { greekAndCyrillicNames } from './greek-and-cyrillic';
import { latinSpelling } from './latin-spelling';
import type { NameHalf, NamePool, Spelled } from './name-pool';
import { westernEuropeanNames } from './western-european';

/** A person of the sample before the LMS gives an id. */
export type NamedPerson = {
  readonly name: string;
  readonly email: string;
  readonly script: string;
  readonly teaches: boolean;
};

/** Every pool of names; the counts add up to the sample's 180 with the full names. */
export const namePools: readonly NamePool[] = [
  ...westernEuropeanNames,
  ...furtherLatinNames,
  ...greekAndCyrillicNames,
  ...asianNames,
];

type FullName = { readonly name: string; readonly local: string };

function spelled(text: Spelled): FullName {
  const [name = '', latin] = text.split('|');
  return { name: name.normalize('NFC'), local: latin ?? latinSpelling(name) };
}

function joinName(pool: NamePool, given: FullName, family: FullName): FullName {
  const local = `${given.local}.${family.local}`;
  switch (pool.order) {
    case 'given_first':
      return { name: `${given.name} ${family.name}`, local };
    case 'family_first':
      return { name: `${family.name} ${given.name}`, local };
    case 'family_joined':
      return { name: `${family.name}${given.name}`, local };
  }
}

/** Walks given and family names side by side from two places, so that few share either. */
function namesOfHalf(
  pool: NamePool,
  half: NameHalf,
  count: number,
  random: SeededRandom,
): readonly FullName[] {
  const givenStart = random.int(0, half.given.length - 1);
  const familyStart = random.int(0, half.family.length - 1);
  return Array.from({ length: count }, (_, at) => {
    const round = Math.floor(at / half.given.length);
    const given = half.given[(at + givenStart) % half.given.length] ?? '';
    const family = half.family[(at + familyStart + round) % half.family.length] ?? '';
    return joinName(pool, spelled(given), spelled(family));
  });
}

function namesOfPool(pool: NamePool, random: SeededRandom): readonly FullName[] {
  const women = Math.ceil(pool.learners / 2);
  return [
    ...namesOfHalf(pool, pool.women, women, random),
    ...namesOfHalf(pool, pool.men, pool.learners - women, random),
  ];
}

const hosts = ['example.org', 'students.example.org', 'example.edu', 'mail.example.edu'];

/** Everyone of the sample, teachers first, the rest in no order; no name and no address twice. */
export function makePeople(random: SeededRandom): readonly NamedPerson[] {
  const taken = new Set<string>();
  const person = (full: FullName, script: string, teaches: boolean): NamedPerson => {
    const host = teaches ? 'staff.example.org' : random.pick(hosts);
    let email = `${full.local}@${host}`;
    for (let more = 2; taken.has(email); more += 1) email = `${full.local}${more}@${host}`;
    taken.add(email);
    return { name: full.name, email, script, teaches };
  };
  const asListed = (name: Spelled): FullName => {
    const { name: shown, local } = spelled(name);
    if (name.includes('|')) return { name: shown, local };
    return { name: shown, local: shown.split(' ').map(latinSpelling).join('.') };
  };
  const teachers = teacherNames.names.map((name) => person(asListed(name), 'Latin', true));
  const listed = fullNames.flatMap(({ names, script }) =>
    names.map((name) => person(asListed(name), script, false)),
  );
  const pooled = namePools.flatMap((pool) =>
    namesOfPool(pool, random.fork(pool.language)).map((full) => person(full, pool.script, false)),
  );
  return [...teachers, ...random.shuffle([...listed, ...pooled])];
}
