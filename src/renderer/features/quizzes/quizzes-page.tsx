import { useMemo, useState } from 'react';
import type { QuizRow } from '../../../shared/contract/quizzes';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SearchField } from '../../ui/field/search-field';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { filterRows } from '../../ui/filter/fold-text';
import { useTexts } from '../../ui/i18n/texts';
import { ButtonLink } from '../../ui/navigation/link';
import { navigate, useSearchParam } from '../../ui/navigation/location';
import { PageBody } from '../../ui/page/page';
import { PageHeader } from '../../ui/page-header/page-header';
import { NewQuizDialog } from './new-quiz-dialog';
import { quizPath, useQuizColumns } from './quiz-columns';
import { quizStates, quizzesIn, readQuizState } from './quiz-filter';
import type { QuizState } from './quiz-filter';
import { RemoveQuizDialog } from './remove-quiz-dialog';
import { texts } from './texts';

const quizKey = (quiz: QuizRow) => quiz.id;
const quizText = (quiz: QuizRow) => `${quiz.title} ${quiz.courseTitle ?? ''}`;
const importPath = '/imports/new';

/** All quizzes: what state they are in, and what needs a person's eye. */
export function QuizzesPage() {
  const t = useTexts(texts);
  const query = useQuery(client.quizzes.list, {});
  const all = query.data?.quizzes;
  const [filter, setFilter] = useState('');
  const [asked, setState] = useSearchParam('show', 'all');
  const state = readQuizState(asked);
  const [isCreating, setCreating] = useState(false);
  const [removed, setRemoved] = useState<QuizRow | null>(null);
  const [active, setActive] = useState<QuizRow | null>(null);
  const columns = useQuizColumns(setRemoved);
  const shown = useMemo(
    () => all && filterRows(quizzesIn(all, state), filter, quizText),
    [all, state, filter],
  );
  usePageActions({
    create: () => setCreating(true),
    remove: active && (() => setRemoved(active)),
  });
  const isFiltered = filter !== '' || state !== 'all';
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={all && t('list.sub', { count: all.length })}
        actions={
          <>
            <ButtonLink to={importPath}>{t('import')}</ButtonLink>
            <Button look="primary" shortcut="n" onClick={() => setCreating(true)}>
              {t('create.button')}
            </Button>
          </>
        }
        filters={
          <>
            <SearchField label={t('list.filter')} value={filter} onChange={setFilter} />
            <SegmentedControl<QuizState>
              label={t('list.state')}
              hideLabel
              value={state}
              onChange={setState}
              options={quizStates.map((value) => ({
                value,
                label: t(`list.${value}`),
                count: all && quizzesIn(all, value).length,
              }))}
            />
          </>
        }
      />
      <PageBody kind="fill">
        {query.failure && !all ? (
          <ErrorPanel {...query.failure} onRetry={query.retry} />
        ) : (
          <DataTable
            id="quizzes"
            label={t('list.label')}
            columns={columns}
            rows={shown}
            rowKey={quizKey}
            onOpen={(quiz) => navigate(quizPath(quiz))}
            onActive={setActive}
            emptyKind={isFiltered && all?.length ? 'filtered' : 'nothing'}
            onClearFilter={() => {
              setFilter('');
              setState('all');
            }}
            empty={<NoQuizzes onCreate={() => setCreating(true)} />}
          />
        )}
      </PageBody>
      {isCreating && <NewQuizDialog onClose={() => setCreating(false)} />}
      {removed && <RemoveQuizDialog quiz={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

function usePageActions(run: {
  readonly create: () => void;
  /** Null while no quiz is chosen. */
  readonly remove: (() => void) | null;
}): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'quizzes.create', name: t('actions.create'), group, shortcut: 'n', run: run.create },
    {
      id: 'quizzes.import',
      name: t('actions.import'),
      group,
      shortcut: 'i',
      run: () => navigate(importPath),
    },
    {
      id: 'quizzes.remove',
      name: t('actions.remove'),
      group,
      shortcut: 'Delete',
      disabled: run.remove === null,
      run: () => run.remove?.(),
    },
  ]);
}

function NoQuizzes({ onCreate }: { readonly onCreate: () => void }) {
  const t = useTexts(texts);
  return (
    <EmptyState
      icon="quizzes"
      title={t('list.empty')}
      text={t('list.emptyText')}
      action={
        <>
          <Button look="primary" onClick={onCreate}>
            {t('create.button')}
          </Button>
          <ButtonLink to={importPath}>{t('import')}</ButtonLink>
        </>
      }
    />
  );
}
