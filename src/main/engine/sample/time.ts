import type { SeededRandom } from './seeded-random';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Hours of the day, UTC, at which people study; evenings weigh more. */
const studyHours = [7, 9, 11, 13, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 22];

/** An instant on the day of `at`, at an hour people study, to the millisecond. */
export function atStudyHour(at: number, random: SeededRandom): number {
  const midnight = Math.floor(at / dayMs) * dayMs;
  return midnight + random.pick(studyHours) * hourMs + random.int(0, hourMs - 1);
}

/** A working hour of the day of `at`, when courses are written and work is graded. */
export function atOfficeHour(at: number, random: SeededRandom): number {
  const midnight = Math.floor(at / dayMs) * dayMs;
  return midnight + random.int(8 * 60, 17 * 60) * minuteMs + random.int(0, minuteMs - 1);
}

/** Keeps an instant within bounds; the lower one wins. */
export function within(at: number, earliest: number, latest: number): number {
  return Math.max(earliest, Math.min(latest, at));
}
