/** The result of one named check over the whole database. */
export type NamedCheck = {
  readonly name: string;
  readonly ok: boolean;
  readonly complaints: number;
  /** Up to ten, each naming its row. */
  readonly samples: readonly string[];
  /** What is worth knowing although it is no complaint. */
  readonly information?: string;
};

/** The checks of `migrate verify`, in the order in which they are shown. */
export const checkNames = [
  'ledger_equals_total',
  'every_progress_user_has_xp',
  'level_and_remainder_agree',
  'every_completed_chapter_awarded_once',
  'every_completed_course_awarded_once',
  'no_award_without_cause',
  'no_duplicate_award',
  'amounts_match_rewards',
  'no_orphan_user',
  'prerequisites_exist',
  'existing_tables_untouched',
  'foreign_keys_valid',
  'schema_matches',
  'pending_awards',
] as const;

export type CheckName = (typeof checkNames)[number];

const samplesKept = 10;

/** Collects complaints under the names of their checks. */
export class Complaints {
  readonly #counts = new Map<CheckName, number>();
  readonly #samples = new Map<CheckName, string[]>();
  readonly #information = new Map<CheckName, string>();

  add(check: CheckName, sample: string): void {
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + 1);
    const samples = this.#samples.get(check) ?? [];
    if (samples.length < samplesKept) samples.push(sample);
    this.#samples.set(check, samples);
  }

  /** Complaints that somebody else has counted, with some of them as samples. */
  addMany(check: CheckName, count: number, samples: readonly string[]): void {
    const kept = this.#samples.get(check) ?? [];
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + count);
    this.#samples.set(check, [...kept, ...samples].slice(0, samplesKept));
  }

  /** Information with samples of its own; the check stays clean. */
  inform(check: CheckName, information: string, samples: readonly string[] = []): void {
    this.#information.set(check, information);
    if (!this.#counts.has(check)) this.#samples.set(check, samples.slice(0, samplesKept));
  }

  results(): readonly NamedCheck[] {
    return checkNames.map((name) => {
      const complaints = this.#counts.get(name) ?? 0;
      const information = this.#information.get(name);
      return {
        name,
        ok: complaints === 0,
        complaints,
        samples: this.#samples.get(name) ?? [],
        ...(information === undefined ? {} : { information }),
      };
    });
  }
}

/** The check of this name; a verify file that invents one is a fault of the installation. */
export function checkNamed(name: string): CheckName {
  const found = checkNames.find((candidate) => candidate === name);
  if (!found) throw new Error(`A verify file speaks of the unknown check ${name}`);
  return found;
}
