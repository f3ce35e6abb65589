import type { ReadableDb } from '../storage/database';
import type { Reading } from '../storage/reading';
import { presentTables } from '../workspace/present-tables';
import { completedByChapter, countTakers, courseIds, type CourseTakers } from './repository';

export type { CourseTakers } from './repository';

const tables = ['Chapter', 'UserProgress', 'Purchase', 'Certificate'];

/** Learners of every course, by course; the lists of courses and the first place ask for it. */
export const courseTakers: Reading<null, ReadonlyMap<string, CourseTakers>> = {
  name: 'courses.takers',
  tables,
  read: async (db, _input, turn) => {
    const hasCertificates = presentTables(db).has('Certificate');
    const all = new Map<string, CourseTakers>();
    for (const id of courseIds(db)) {
      all.set(id, await turn(() => countTakers(db, id, hasCertificates)));
    }
    return all;
  },
};

/** What a course's page shows in numbers. */
export type CourseNumbers = {
  readonly takers: CourseTakers;
  /** How many learners have completed a chapter, by chapter; 0 is left out. */
  readonly completedBy: ReadonlyMap<string, number>;
};

/** The learners of one course, whose id is the input. */
export const courseNumbers: Reading<string, CourseNumbers> = {
  name: 'courses.numbers',
  tables,
  read: async (db: ReadableDb, id, turn) => {
    const hasCertificates = presentTables(db).has('Certificate');
    return {
      takers: await turn(() => countTakers(db, id, hasCertificates)),
      completedBy: await turn(() => completedByChapter(db, id)),
    };
  },
};
