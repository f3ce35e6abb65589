import type { CourseRow } from '../../../shared/contract/courses';
import { textsOf } from '../../ui/i18n/texts';
import type { Consequence } from '../../ui/dialog/review-dialog';
import { formatNumber } from '../../ui/number-text/format-number';
import type { CourseDetail } from './course-detail';
import { texts } from './texts';

/** What learners get when the course is published, and what is worth a look before. */
export function publishConsequences(
  course: CourseDetail,
  all: readonly CourseRow[],
): readonly Consequence[] {
  const t = textsOf(texts);
  const { publishedChapters: published, chapters: total, prerequisites, xpReward } = course;
  const states = new Map(all.map(({ id, isPublished }) => [id, isPublished]));
  const chapters: Consequence =
    published === 0
      ? { text: t('publish.noChapters'), tone: 'wait' }
      : {
          text: t('publish.chapters'),
          figure: t('publish.chaptersOf', { published, total }),
          tone: 'good',
        };
  const warnings = prerequisites.flatMap(({ id, title }): Consequence[] => {
    if (title === null) return [{ text: t('publish.gonePrerequisite', { id }), tone: 'wait' }];
    // Unknown while the list is on its way; a warning must not flash up and go.
    if (states.get(id) !== false) return [];
    return [{ text: t('publish.draftPrerequisite', { title }), tone: 'wait' }];
  });
  return [
    chapters,
    ...(prerequisites.length > 0
      ? [{ text: t('publish.prerequisites'), figure: formatNumber(prerequisites.length) }]
      : []),
    ...warnings,
    { text: t('publish.xp'), figure: formatNumber(xpReward) },
  ];
}

/** What stays and who is concerned when the course becomes a draft again. */
export function unpublishConsequences(course: CourseDetail): readonly Consequence[] {
  const t = textsOf(texts);
  return [
    { text: t('unpublish.learners'), figure: formatNumber(course.learners) },
    { text: t('unpublish.completed'), figure: formatNumber(course.completed) },
    { text: t('unpublish.certificates'), figure: formatNumber(course.certificates), tone: 'good' },
  ];
}
