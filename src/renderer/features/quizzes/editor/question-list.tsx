import { stemExcerpt } from '../../../../shared/domain/questions';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { Button } from '../../../ui/button/button';
import { classNames } from '../../../ui/class-names';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { SearchField } from '../../../ui/field/search-field';
import { useTexts } from '../../../ui/i18n/texts';
import { questionFacts, typeName } from '../model/question-facts';
import { texts } from '../texts';
import styles from './question-list.module.css';
import { needsAttention } from './question-state';
import type { QuestionItem } from './use-questions';
import type { QuestionPlace } from './use-question-place';

type QuestionListProps = {
  readonly place: QuestionPlace;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly onAdd: () => void;
};

/** The questions on the left: number, stem, points, and what kind of question it is. */
export function QuestionList({ place, listRef, onAdd }: QuestionListProps) {
  const t = useTexts(texts);
  const { attention, attentionOnly, setAttentionOnly } = place;
  return (
    <section className={styles.list} aria-label={t('questions.label')}>
      <div className={styles.listTop}>
        <SearchField
          label={t('questions.filter')}
          value={place.filter}
          onChange={place.setFilter}
        />
        {(attention > 0 || attentionOnly) && (
          <button
            type="button"
            className={classNames(styles.toggle, attentionOnly && styles.toggleOn)}
            aria-pressed={attentionOnly}
            onClick={() => setAttentionOnly(!attentionOnly)}
          >
            {t('questions.attentionOnly')} {attention}
          </button>
        )}
      </div>
      {place.shown?.length === 0 ? (
        <NothingShown place={place} />
      ) : (
        <Rows place={place} listRef={listRef} />
      )}
      <div className={styles.listFoot}>
        <Button look="quiet" icon="plus" shortcut="n" onClick={onAdd}>
          {t('questions.add')}
        </Button>
      </div>
    </section>
  );
}

function NothingShown({ place }: { readonly place: QuestionPlace }) {
  const t = useTexts(texts);
  if (place.all?.length === 0) {
    return <p className={styles.noneYet}>{t('questions.empty')}</p>;
  }
  const clear = () => {
    place.setFilter('');
    place.setAttentionOnly(false);
  };
  return (
    <div className={styles.nothing}>
      <EmptyState
        icon="filter"
        title={t('questions.none')}
        action={
          <Button size="small" onClick={clear}>
            {t('questions.showAll')}
          </Button>
        }
      />
    </div>
  );
}

const guessedHeight = 60;

function Rows({ place, listRef }: Omit<QuestionListProps, 'onAdd'>) {
  const t = useTexts(texts);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = place.shown ?? [];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => guessedHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const at = rows.findIndex((item) => item.id === place.current?.id);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  return (
    <div
      ref={(element) => {
        scroller.current = element;
        listRef.current = element;
      }}
      className={styles.rows}
      role="listbox"
      tabIndex={0}
      aria-label={t('questions.label')}
      aria-activedescendant={at < 0 ? undefined : `question-row-${place.current?.id}`}
      onKeyDown={(event) => {
        if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
        event.preventDefault();
        place.move(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div
        role="presentation"
        className={styles.space}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const item = rows[index];
          return (
            item && (
              <Row
                key={key}
                item={item}
                index={index}
                top={start}
                place={place}
                measure={virtualizer.measureElement}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  readonly item: QuestionItem;
  readonly index: number;
  readonly top: number;
  readonly place: QuestionPlace;
  readonly measure: (element: HTMLElement | null) => void;
};

function Row({ item, index, top, place, measure }: RowProps) {
  const t = useTexts(texts);
  const { content, id } = item;
  const selected = id === place.current?.id;
  const stem = stemExcerpt(content.question);
  return (
    <div
      ref={measure}
      id={`question-row-${id}`}
      role="option"
      aria-selected={selected}
      data-index={index}
      className={classNames(styles.row, selected && styles.rowSelected)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => place.select(id)}
    >
      <span className={styles.number}>{place.numberOf(id)}</span>
      <span className={classNames(styles.rowStem, stem === '' && styles.untitled)} dir="auto">
        {stem === '' ? t('questions.untitled') : stem}
      </span>
      <span
        className={styles.rowPoints}
        aria-label={t('questions.points', { count: content.points ?? 0 })}
      >
        {content.points ?? '–'}
      </span>
      <Facts item={item} />
    </div>
  );
}

function Facts({ item }: { readonly item: QuestionItem }) {
  const t = useTexts(texts);
  const { content, draft } = item;
  if (draft?.state === 'typed' && (draft.attempted || draft.base === null)) {
    return (
      <small className={styles.wait}>
        {t('fact.notStored', { type: typeName(content.type, t).toLocaleLowerCase() })}
      </small>
    );
  }
  const why = needsAttention(item);
  if (why === undefined) return <small>{questionFacts(content, t)}</small>;
  const type = typeName(content.type, t).toLocaleLowerCase();
  const words = why === '' ? t('fact.attentionOnly', { type }) : t('fact.attention', { type, why });
  return (
    <small className={styles.wait} title={words}>
      {words}
    </small>
  );
}
