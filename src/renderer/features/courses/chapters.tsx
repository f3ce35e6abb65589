import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { client, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { announce } from '../../ui/announcer/announcer';
import { useTexts } from '../../ui/i18n/texts';
import { Kbd } from '../../ui/kbd/kbd';
import { formatNumber } from '../../ui/number-text/format-number';
import { Section } from '../../ui/page/page';
import { AddChapter } from './add-chapter';
import { ChapterItem } from './chapter-item';
import styles from './chapters.module.css';
import type { CourseDetail } from './course-detail';
import { texts } from './texts';
import { useChapterOrder } from './use-chapter-order';

/** The chapters of a course: changed where they stand, reordered with Alt and the arrows. */
export function Chapters({ course }: { readonly course: CourseDetail }) {
  const t = useTexts(texts);
  const { run } = useCommand(client.courses.moveChapter, {
    failureTitle: t('chapters.moveFailed'),
  });
  const order = useChapterOrder(course.chapterList, (id, to) => run({ id, to }));
  const { chapters } = order;
  const list = useRef<HTMLOListElement>(null);
  const keepFocus = useKeptFocus(chapters.map(({ id }) => id).join());
  const move = (id: string, step: 1 | -1) => {
    keepFocus();
    const number = order.move(id, step);
    const title = chapters.find((chapter) => chapter.id === id)?.title;
    if (number === undefined || title === undefined) return;
    announce(t('chapters.moved', { title, number, total: chapters.length }));
  };
  useChapterActions(list, move);
  const xp = chapters.reduce((sum, { xpReward }) => sum + xpReward, 0);
  const published = chapters.filter(({ isPublished }) => isPublished).length;
  return (
    <Section
      title={t('chapters.title')}
      aside={
        chapters.length > 0 &&
        t('chapters.aside', { published, total: chapters.length, xp: formatNumber(xp) })
      }
    >
      {chapters.length === 0 && <p className={styles.none}>{t('chapters.none')}</p>}
      <div className={styles.table}>
        {chapters.length > 0 && <Headings />}
        <ol ref={list} className={styles.list} aria-label={t('chapters.label')}>
          {chapters.map((chapter, index) => (
            <ChapterItem
              key={chapter.id}
              chapter={chapter}
              number={index + 1}
              isLast={index === chapters.length - 1}
              onMove={move}
            />
          ))}
        </ol>
        <AddChapter courseId={course.id} number={chapters.length + 1} />
      </div>
      {chapters.length > 1 && (
        <p className={styles.keys}>
          <Kbd keys="Alt+ArrowUp" /> <Kbd keys="Alt+ArrowDown" /> {t('chapters.keys')}
        </p>
      )}
    </Section>
  );
}

function Headings() {
  const t = useTexts(texts);
  return (
    <div className={styles.headings} aria-hidden>
      <span />
      <span>{t('chapters.column.title')}</span>
      <span className={styles.end}>{t('chapters.column.xp')}</span>
      <span>{t('chapters.column.published')}</span>
      <span>{t('chapters.column.free')}</span>
      <span className={styles.end}>{t('chapters.column.completed')}</span>
      <span />
    </div>
  );
}

/** A row that is moved in the document loses the focus; this gives it back to where it was. */
function useKeptFocus(order: string): () => void {
  const kept = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const element = kept.current;
    kept.current = null;
    if (!element?.isConnected) return;
    element.focus({ preventScroll: true });
    element.closest('li')?.scrollIntoView({ block: 'nearest' });
  }, [order]);
  return () => {
    const { activeElement } = document;
    kept.current = activeElement instanceof HTMLElement ? activeElement : null;
  };
}

function useChapterActions(
  list: RefObject<HTMLOListElement | null>,
  move: (id: string, step: 1 | -1) => void,
): void {
  const t = useTexts(texts);
  const group = t('group');
  const moveFocused = (step: 1 | -1) => {
    const row = document.activeElement?.closest<HTMLElement>('[data-chapter]');
    const id = row?.dataset.chapter;
    if (id !== undefined && list.current?.contains(row ?? null)) move(id, step);
  };
  const both = { group, unlisted: true, whileTyping: true };
  useActions([
    {
      id: 'courses.chapterUp',
      name: t('actions.chapterUp'),
      shortcut: 'Alt+ArrowUp',
      run: () => moveFocused(-1),
      ...both,
    },
    {
      id: 'courses.chapterDown',
      name: t('actions.chapterDown'),
      shortcut: 'Alt+ArrowDown',
      run: () => moveFocused(1),
      ...both,
    },
  ]);
}
