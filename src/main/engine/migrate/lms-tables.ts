import type BetterSqlite3 from 'better-sqlite3';

/** A table of the LMS as it was before any step, with the columns whose content is never ours. */
export type LmsTable = {
  readonly name: string;
  readonly columns: readonly string[];
};

/** The eight tables (spec of the baseline), parents before children. */
export const lmsTables: readonly LmsTable[] = [
  { name: 'Category', columns: ['id', 'name'] },
  {
    name: 'Course',
    columns: [
      'id',
      'createdById',
      'title',
      'description',
      'imageUrl',
      'price',
      'isPublished',
      'isFree',
      'categoryId',
      'createdAt',
      'updatedAt',
    ],
  },
  { name: 'Attachment', columns: ['id', 'name', 'url', 'courseId', 'createdAt', 'updatedAt'] },
  {
    name: 'Chapter',
    columns: [
      'id',
      'title',
      'description',
      'videoUrl',
      'position',
      'isPublished',
      'isFree',
      'courseId',
      'createdAt',
      'updatedAt',
    ],
  },
  { name: 'MuxData', columns: ['id', 'assetId', 'playbackId', 'chapterId'] },
  {
    name: 'UserProgress',
    columns: ['id', 'userId', 'chapterId', 'isCompleted', 'createdAt', 'updatedAt'],
  },
  { name: 'Purchase', columns: ['id', 'userId', 'courseId', 'createdAt', 'updatedAt'] },
  {
    name: 'StripeCustomer',
    columns: ['id', 'userid', 'stripeCustomerId', 'createdAt', 'updatedAt'],
  },
];

/** Names of the eight tables that this database does not have. */
export function missingLmsTables(connection: BetterSqlite3.Database): readonly string[] {
  const present = new Set(
    connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all(),
  );
  return lmsTables.map((table) => table.name).filter((name) => !present.has(name));
}
