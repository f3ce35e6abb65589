import type { IdSource } from '../../../shared/kernel/ids';
import { toInstant } from '../../../shared/kernel/clock';
import { makePeople, type NamedPerson } from './names/people';
import type { RowOf } from './rows';
import type { SeededRandom } from './seeded-random';
import { dayMs } from './time';

/** A person of the sample with what decides how they learn. */
export type Learner = NamedPerson & {
  readonly userId: string;
  /** In logits, about -2 to 2: how likely they are to know an answer. */
  readonly ability: number;
  /** 0..1: how much they do and how early. */
  readonly diligence: number;
};

/** Makes everyone; user ids look like those of the LMS's sign-in service. */
export function makeLearners(random: SeededRandom, newId: IdSource): readonly Learner[] {
  return makePeople(random.fork('names')).map((person) => {
    const ability = 0.35 + random.normal() * 0.85;
    const drive = 0.5 + 0.1 * ability + (random.next() - 0.5) * 0.8;
    return {
      ...person,
      userId: `user_2${newId()}`,
      ability,
      diligence: Math.max(0.02, Math.min(0.98, drive)),
    };
  });
}

/** The roster's rows: imported in two goes, some months apart. */
export function personRows(
  learners: readonly Learner[],
  random: SeededRandom,
  now: number,
): readonly RowOf<'lectern_person'>[] {
  return learners.map(({ userId, name, email }) => {
    const at = toInstant(now - (random.chance(0.7) ? 151 : 88) * dayMs);
    return { user_id: userId, name, email, source: 'roster', created_at: at, updated_at: at };
  });
}
