const fieldNames: { readonly [field: string]: string } = {
  isPublished: 'publication',
  isFree: 'price',
  estimatedHours: 'hours',
  xpReward: 'XP reward',
  categoryId: 'category',
  courseId: 'course',
  chapterId: 'chapter',
  timeLimit: 'time limit',
  maxAttempts: 'number of attempts',
  passingScore: 'pass mark',
  dueDate: 'due date',
  maxPoints: 'maximum points',
  allowLateSubmission: 'late submission',
};

/**
 * What a person reads after "Undo:" for a change of some fields, such as
 * `title of “Thermodynamics, week 3”` or `3 fields of “Heat”`.
 */
export function changeLabel(patch: object, title: string): string {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined);
  const [first] = fields;
  if (fields.length !== 1 || !first) return `${fields.length} fields of ${quoted(title)}`;
  const [name, value] = first;
  if (name === 'isPublished') return `${value ? 'publish' : 'unpublish'} ${quoted(title)}`;
  return `${fieldNames[name] ?? name} of ${quoted(title)}`;
}

/** A title in quotation marks, cut so that a menu can show it. */
export function quoted(title: string): string {
  const characters = [...title];
  return `“${characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : title}”`;
}
