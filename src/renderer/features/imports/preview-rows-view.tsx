import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ImportedQuestion } from '../../../shared/contract/imports';
import { stemExcerpt } from '../../../shared/domain/questions';
import { classNames } from '../../ui/class-names';
import { useTexts } from '../../ui/i18n/texts';
import { Tag } from '../../ui/tag/tag';
import type { TagTone } from '../../ui/tag/tag';
import { isTaken } from './count-import';
import styles from './preview-rows.module.css';
import { useImportStore } from './store';
import type { Status } from './store';
import { texts } from './texts';
import { typeLabel } from './type-label';
import type { PreviewRows } from './use-pages';

const rowHeight = 48;

const tones: { readonly [status in Status]: TagTone } = {
  imported: 'good',
  needs_attention: 'wait',
  duplicate: 'plain',
  rejected: 'bad',
};

type ViewProps = {
  readonly rows: PreviewRows;
  readonly place: number;
  readonly onPlace: (place: number) => void;
  readonly onMove: (step: number) => void;
};

/** The rows in view, out of any number; pages of them are fetched as they come into view. */
export function PreviewRowsView({ rows, place, onPlace, onMove }: ViewProps) {
  const t = useTexts(texts);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { need } = rows;
  useEffect(() => need(first, last), [need, first, last]);
  useEffect(() => virtualizer.scrollToIndex(place, { align: 'auto' }), [place, virtualizer]);
  const toggle = useImportStore((state) => state.toggle);
  const duplicates = useImportStore((state) => state.duplicates);
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  const moves: { readonly [key: string]: () => number } = {
    ArrowDown: () => 1,
    ArrowUp: () => -1,
    PageDown: page,
    PageUp: () => -page(),
    Home: () => -rows.total,
    End: () => rows.total,
  };
  return (
    <div
      ref={scroller}
      className={styles.rows}
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-activedescendant={`draft-${place}`}
      onKeyDown={(event) => {
        const step = moves[event.key]?.();
        const row = rows.at(place);
        if (step !== undefined) onMove(step);
        else if (event.key === ' ' && row && isTaken(row.status, duplicates)) toggle(row);
        else return;
        event.preventDefault();
      }}
    >
      <div
        role="presentation"
        className={styles.space}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => (
          <Row
            key={index}
            question={rows.at(index)}
            place={index}
            top={start}
            isCurrent={index === place}
            onPress={() => onPlace(index)}
          />
        ))}
      </div>
    </div>
  );
}

type RowProps = {
  /** Undefined until its page has arrived. */
  readonly question: ImportedQuestion | undefined;
  readonly place: number;
  readonly top: number;
  readonly isCurrent: boolean;
  readonly onPress: () => void;
};

function Row({ question, place, top, isCurrent, onPress }: RowProps) {
  const t = useTexts(texts);
  const { skipped, duplicates, toggle } = useImportStore();
  const canTake = question !== undefined && isTaken(question.status, duplicates);
  const isTakenIn = canTake && !skipped.has(question.index);
  return (
    <div
      id={`draft-${place}`}
      role="option"
      aria-selected={isCurrent}
      className={classNames(
        styles.row,
        isCurrent && styles.rowCurrent,
        question && !isTakenIn && styles.rowLeft,
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      {question && (
        <>
          {/* A mark for the eye and the pointer; for the keyboard it is Space on the list. */}
          <span
            aria-hidden
            className={classNames(
              styles.tick,
              isTakenIn && styles.ticked,
              !canTake && styles.noTick,
            )}
            onClick={() => canTake && toggle(question)}
          />
          <span className={styles.line} title={t('list.line', { line: question.line })}>
            {t('list.lineShort', { line: question.line })}
          </span>
          <RowWords question={question} />
          <span className={styles.rowEnd}>
            {canTake && !isTakenIn && <Tag>{t('list.leftOut')}</Tag>}
            <Tag tone={tones[question.status]}>{t(`status.${question.status}`)}</Tag>
          </span>
        </>
      )}
    </div>
  );
}

function RowWords({ question }: { readonly question: ImportedQuestion }) {
  const t = useTexts(texts);
  const { stem, title, status, problems, losses, type } = question;
  const [problem] = problems;
  const [loss] = losses;
  const tone = status === 'rejected' ? styles.bad : problem || loss ? styles.wait : undefined;
  const note =
    problem?.message ??
    (loss ? t('detail.loss', { field: loss.field, text: loss.text }) : typeLabel(type, t));
  return (
    <span className={styles.words}>
      <span dir="auto">{stemExcerpt(stem) || title || question.raw.slice(0, 120)}</span>
      <small className={tone} dir="auto">
        {note}
      </small>
    </span>
  );
}
