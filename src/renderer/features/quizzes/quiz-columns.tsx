import { useMemo } from 'react';
import type { QuizRow } from '../../../shared/contract/quizzes';
import type { Column } from '../../ui/data-table/column';
import { RowLink } from '../../ui/data-table/row-link';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { navigate } from '../../ui/navigation/location';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import { texts } from './texts';

/** The address of a quiz's editor. */
export function quizPath({ id }: { readonly id: string }): string {
  return `/quizzes/${encodeURIComponent(id)}`;
}

type Figure = 'questions' | 'totalPoints' | 'attempts';

/** The columns of the list of quizzes. */
export function useQuizColumns(onRemove: (quiz: QuizRow) => void): readonly Column<QuizRow>[] {
  const t = useTexts(texts);
  return useMemo(() => {
    const figure = (id: Figure, header: string): Column<QuizRow> => ({
      id,
      header,
      width: 84,
      align: 'end',
      cell: (quiz) => formatNumber(quiz[id]),
      sortValue: (quiz) => quiz[id],
    });
    return [
      {
        id: 'title',
        header: t('list.name'),
        width: 240,
        grow: true,
        cell: (quiz) => <RowLink onOpen={() => navigate(quizPath(quiz))}>{quiz.title}</RowLink>,
        sortValue: (quiz) => quiz.title,
      },
      {
        id: 'course',
        header: t('list.course'),
        width: 190,
        cell: (quiz) => quiz.courseTitle ?? t('list.noCourse'),
        sortValue: (quiz) => quiz.courseTitle,
      },
      {
        id: 'state',
        header: t('list.status'),
        width: 96,
        cell: ({ isPublished }) =>
          isPublished ? <Tag tone="good">{t('published')}</Tag> : <Tag>{t('draft')}</Tag>,
        sortValue: ({ isPublished }) => Number(isPublished),
      },
      figure('questions', t('list.questions')),
      figure('totalPoints', t('list.points')),
      figure('attempts', t('list.attempts')),
      {
        id: 'pass',
        header: t('list.passMark'),
        width: 88,
        align: 'end',
        cell: ({ passingScore }) => `${passingScore} %`,
        sortValue: ({ passingScore }) => passingScore,
      },
      {
        id: 'attention',
        header: t('list.attentionColumn'),
        width: 138,
        cell: ({ needsAttention }) =>
          needsAttention > 0 && (
            <Tag tone="wait">{t('list.needsAttention', { count: needsAttention })}</Tag>
          ),
        sortValue: ({ needsAttention }) => needsAttention || null,
      },
      {
        id: 'more',
        header: '',
        width: 44,
        cell: (quiz) => <QuizMenu quiz={quiz} onRemove={onRemove} />,
      },
    ];
  }, [t, onRemove]);
}

function QuizMenu({
  quiz,
  onRemove,
}: {
  readonly quiz: QuizRow;
  readonly onRemove: (quiz: QuizRow) => void;
}) {
  const t = useTexts(texts);
  return (
    <Menu
      compact
      label={t('list.more', { title: quiz.title })}
      items={[
        {
          id: 'open',
          label: t('list.open'),
          shortcut: 'Enter',
          onSelect: () => navigate(quizPath(quiz)),
        },
        {
          id: 'import',
          label: t('list.importInto'),
          icon: 'import',
          onSelect: () => navigate(`/imports/new?quiz=${encodeURIComponent(quiz.id)}`),
        },
        {
          id: 'remove',
          label: t('list.remove'),
          icon: 'trash',
          shortcut: 'Delete',
          danger: true,
          onSelect: () => onRemove(quiz),
        },
      ]}
    />
  );
}
