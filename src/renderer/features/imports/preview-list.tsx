import { useEffect, useState } from 'react';
import type { ImportedQuestion } from '../../../shared/contract/imports';
import { reportFailed } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { useTexts } from '../../ui/i18n/texts';
import { SkeletonLines } from '../../ui/skeleton/skeleton';
import { copyText } from '../../ui/toast/toast';
import { fileOf, isTaken } from './count-import';
import styles from './imports.module.css';
import { PreviewRowsView } from './preview-rows-view';
import { useImportStore } from './store';
import type { Status } from './store';
import { texts } from './texts';
import type { Bringing } from './use-import';
import { allInState, usePreviewRows } from './use-pages';
import type { PreviewRows } from './use-pages';

type Show = Status | 'all';

const states = ['imported', 'needs_attention', 'duplicate', 'rejected'] as const;

type PreviewListProps = {
  readonly bringing: Bringing;
  readonly current: ImportedQuestion | undefined;
  readonly onCurrent: (question: ImportedQuestion | undefined) => void;
};

/** Every question of the files, one by one, by state; each can be left out. */
export function PreviewList({ bringing, current, onCurrent }: PreviewListProps) {
  const t = useTexts(texts);
  const { preview, counts } = bringing;
  const [show, setShow] = useState<Show>('all');
  const [place, setPlace] = useState(0);
  const rows = usePreviewRows(preview, show === 'all' ? undefined : show);
  const row = rows.at(place);
  useEffect(() => {
    if (!rows.isLoading) onCurrent(row);
  }, [row, rows.isLoading, onCurrent]);
  const move = (step: number) => setPlace(Math.max(0, Math.min(rows.total - 1, place + step)));
  useListActions(move, current);
  const { skipped } = useImportStore();
  const all = states.reduce((sum, state) => sum + counts[state], 0);
  const options = states.filter((state) => counts[state] > 0 || state === show);
  return (
    <section className={styles.middle} aria-label={t('list.label')}>
      <div className={styles.listTop}>
        <SegmentedControl<Show>
          label={t('list.show')}
          hideLabel
          value={show}
          onChange={(next) => {
            setShow(next);
            setPlace(0);
          }}
          options={[
            { value: 'all', label: t('list.all'), count: all },
            ...options.map((value) => ({
              value,
              label: t(`status.${value}`),
              count: counts[value],
            })),
          ]}
        />
        {show === 'rejected' && <CopyRejected bringing={bringing} />}
        <span className={styles.listNote} role="status">
          {preview?.state === 'reading'
            ? t('reading', { count: rows.total })
            : skipped.size > 0 && t('list.skipped', { count: skipped.size })}
        </span>
      </div>
      <ListBody rows={rows} place={place} onPlace={setPlace} onMove={move} />
    </section>
  );
}

function ListBody(props: {
  readonly rows: PreviewRows;
  readonly place: number;
  readonly onPlace: (place: number) => void;
  readonly onMove: (step: number) => void;
}) {
  const t = useTexts(texts);
  const { rows } = props;
  if (rows.failure) return <ErrorPanel title={t('list.failed')} {...rows.failure} />;
  if (rows.total > 0) return <PreviewRowsView {...props} />;
  if (rows.isLoading) {
    return (
      <div className={styles.loading}>
        <SkeletonLines lines={8} />
      </div>
    );
  }
  return (
    <EmptyState icon="search" title={t('list.noQuestions')} text={t('list.noQuestionsText')} />
  );
}

function useListActions(move: (step: number) => void, current: ImportedQuestion | undefined): void {
  const t = useTexts(texts);
  const group = t('group');
  const { duplicates, toggle } = useImportStore();
  const canSkip = current !== undefined && isTaken(current.status, duplicates);
  useActions([
    { id: 'imports.next', name: t('actions.next'), group, shortcut: 'j', run: () => move(1) },
    {
      id: 'imports.previous',
      name: t('actions.previous'),
      group,
      shortcut: 'k',
      run: () => move(-1),
    },
    {
      id: 'imports.skip',
      name: t('actions.skip'),
      group,
      shortcut: 'x',
      disabled: !canSkip,
      run: () => current && toggle(current),
    },
  ]);
}

function CopyRejected({ bringing }: { readonly bringing: Bringing }) {
  const t = useTexts(texts);
  const { preview } = bringing;
  const copy = async () => {
    if (!preview) return;
    const found = await allInState(preview.id, 'rejected');
    if ('code' in found) return reportFailed(found, t('rejected.failed'));
    const lines = found.map(({ index, line, problems, stem }) => {
      const file = fileOf(preview.files, index)?.file ?? '';
      const why = problems.map(({ message }) => message).join('; ');
      return [file, line, why, stem.replace(/\s+/g, ' ').slice(0, 200)].join('\t');
    });
    copyText(lines.join('\n'), t('rejected.copied', { count: lines.length }));
  };
  return (
    <Button size="small" icon="copy" onClick={() => void copy()}>
      {t('rejected.copy')}
    </Button>
  );
}
