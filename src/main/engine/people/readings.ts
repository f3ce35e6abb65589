import type { PersonRow } from '../../../shared/contract/people';
import type { Reading } from '../storage/reading';
import { presentTables } from '../workspace/present-tables';
import { countEverybody } from './everybody-repository';
import { listPeople } from './repository';

const tables = [
  'lectern_person',
  'UserXP',
  'UserProgress',
  'Purchase',
  'QuizAttempt',
  'AssignmentSubmission',
];

/** How many learners the list of people has; works on whatever tables are present. */
export const peopleCount: Reading<null, number> = {
  name: 'people.count',
  tables,
  read: (db, _input, turn) => turn(() => countEverybody(db, presentTables(db))),
};

/** All learners by name, those without one last. */
export const everyPerson: Reading<null, PersonRow[]> = {
  name: 'people.list',
  tables: [...tables, 'Chapter'],
  read: (db, _input, turn) => turn(() => listPeople(db)),
};
