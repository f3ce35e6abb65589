import { lmsTables } from '../lms-tables';

/** Types that serve the same: what the steps and the web application can tell apart. */
export type TypeFamily = 'text' | 'time' | 'truth' | 'whole' | 'number';

export type ExpectedColumn = {
  readonly table: string;
  readonly column: string;
  readonly family: TypeFamily;
  readonly required: boolean;
};

const families: Readonly<Record<string, TypeFamily>> = {
  price: 'number',
  isPublished: 'truth',
  isFree: 'truth',
  isCompleted: 'truth',
  createdAt: 'time',
  updatedAt: 'time',
  position: 'whole',
};

/** Columns that may be NULL; a name means the same in all eight tables but for Chapter and Course. */
const optional: ReadonlySet<string> = new Set([
  'Course.description',
  'Course.imageUrl',
  'Course.price',
  'Course.categoryId',
  'Chapter.description',
  'Chapter.videoUrl',
  'MuxData.playbackId',
]);

/** What the eight tables must have (spec of the baseline). */
export const expectedColumns: readonly ExpectedColumn[] = lmsTables.flatMap(({ name, columns }) =>
  columns.map((column) => ({
    table: name,
    column,
    family: families[column] ?? 'text',
    required: !optional.has(`${name}.${column}`),
  })),
);

/** What people call a family, and a type of it for a remedy. */
export const familyWords: { readonly [family in TypeFamily]: { word: string; type: string } } = {
  text: { word: 'text', type: 'text' },
  time: { word: 'a time', type: 'timestamp(3)' },
  truth: { word: 'true or false', type: 'boolean' },
  whole: { word: 'a whole number', type: 'integer' },
  number: { word: 'a number', type: 'double precision' },
};
