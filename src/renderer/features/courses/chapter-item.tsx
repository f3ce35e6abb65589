import type { KeyboardEvent } from 'react';
import type { ChapterRow } from '../../../shared/contract/courses';
import { client, useCommand } from '../../client';
import { announce } from '../../ui/announcer/announcer';
import { IconButton } from '../../ui/button/icon-button';
import { Switch } from '../../ui/field/checkbox';
import { NumberField } from '../../ui/field/number-field';
import { TextField } from '../../ui/field/text-field';
import { useStoredField } from '../../ui/field/use-stored-field';
import { useTexts } from '../../ui/i18n/texts';
import { formatNumber } from '../../ui/number-text/format-number';
import styles from './chapters.module.css';
import { readTitle, readXP } from './read-field';
import { texts } from './texts';

type ChapterItemProps = {
  readonly chapter: ChapterRow;
  /** Place among the chapters, from 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly onMove: (id: string, step: 1 | -1) => void;
};

/** One chapter in the list; its fields are stored when they are left. */
export function ChapterItem({ chapter, number, isLast, onMove }: ChapterItemProps) {
  const t = useTexts(texts);
  const { id, isPublished, isFree, completedBy } = chapter;
  const update = useUpdateChapter(id);
  const title = useStoredField({
    stored: chapter.title,
    read: readTitle,
    store: (value) => update({ title: value }, t('chapters.column.title')),
  });
  const xp = useStoredField<number | null>({
    stored: chapter.xpReward,
    read: readXP,
    store: (value) => update({ xpReward: value ?? 0 }, t('chapters.column.xp')),
  });
  return (
    <li className={styles.chapter} data-chapter={id}>
      <span className={styles.number}>{number}</span>
      <TextField
        label={t('chapters.titleOf', { number })}
        hideLabel
        className={styles.quiet}
        {...title.props}
        data-chapter-title
        onKeyDown={(event) => {
          title.props.onKeyDown(event);
          focusNeighbour(event);
        }}
      />
      <NumberField
        label={t('chapters.xpOf', { number })}
        hideLabel
        className={styles.quiet}
        min={0}
        step={5}
        {...xp.props}
      />
      <Switch
        label={t('chapters.publishedOf', { number })}
        hideLabel
        checked={isPublished}
        onChange={(on) => void update({ isPublished: on }, t('chapters.column.published'))}
      />
      <Switch
        label={t('chapters.freeOf', { number })}
        hideLabel
        checked={isFree}
        onChange={(on) => void update({ isFree: on }, t('chapters.column.free'))}
      />
      <span className={styles.end} title={t('chapters.completedBy', { count: completedBy })}>
        {formatNumber(completedBy)}
      </span>
      <span className={styles.moves}>
        <IconButton
          icon="arrowUp"
          size="small"
          label={t('chapters.up', { number })}
          shortcut="Alt+ArrowUp"
          disabled={number === 1}
          onClick={() => onMove(id, -1)}
        />
        <IconButton
          icon="arrowDown"
          size="small"
          label={t('chapters.down', { number })}
          shortcut="Alt+ArrowDown"
          disabled={isLast}
          onClick={() => onMove(id, 1)}
        />
      </span>
    </li>
  );
}

/** The arrows go from title to title, as in a table. */
function focusNeighbour(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  const row = event.currentTarget.closest('li');
  const next = event.key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling;
  const title = next?.querySelector<HTMLElement>('[data-chapter-title]');
  if (!title) return;
  event.preventDefault();
  title.focus();
}

function useUpdateChapter(id: string) {
  const t = useTexts(texts);
  const { run } = useCommand(client.courses.updateChapter, {
    failureTitle: t('chapters.failed'),
    onFailed: (failure) => failure.code === 'bad_input',
  });
  return async (patch: Parameters<typeof run>[0]['patch'], field: string) => {
    const result = await run({ id, patch });
    if (result.ok) announce(t('details.stored', { field }));
    return result;
  };
}
