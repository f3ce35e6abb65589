import { useEffect, useRef, useState } from 'react';
import { client, useCommand } from '../../client';
import { settleField } from '../../ui/actions/key-dispatch';
import { useActions } from '../../ui/actions/registry';
import { announce } from '../../ui/announcer/announcer';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import styles from './chapters.module.css';
import { readTitle } from './read-field';
import { texts } from './texts';

type AddChapterProps = {
  readonly courseId: string;
  /** The place the next one gets, from 1. */
  readonly number: number;
};

/** The line below the chapters: a title and Enter make one, and the next can be typed at once. */
export function AddChapter({ courseId, number }: AddChapterProps) {
  const t = useTexts(texts);
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const create = useCommand(client.courses.createChapter, {
    failureTitle: t('chapters.addFailed'),
  });
  useActions([
    {
      id: 'courses.addChapter',
      name: t('actions.addChapter'),
      group: t('group'),
      shortcut: 'a',
      run: () => input.current?.focus(),
    },
  ]);
  useEffect(() => {
    // A list that has grown must not push the line out of sight.
    if (document.activeElement === input.current)
      input.current?.scrollIntoView({ block: 'nearest' });
  }, [number]);
  const submit = async () => {
    if (title.trim() === '' || create.isPending) return;
    const read = readTitle(title);
    if (!read.ok) return setProblem(read.error);
    const result = await create.run({ courseId, title: read.value });
    // A title that was refused stays in the field, so that nothing typed is lost.
    if (!result.ok) return;
    setTitle((now) => (now === title ? '' : now));
    if (input.current) settleField(input.current);
    announce(t('chapters.added', { title: read.value }));
  };
  return (
    <div className={styles.add}>
      <Icon name="plus" tone="muted" />
      <TextField
        ref={input}
        label={t('chapters.add')}
        hideLabel
        className={styles.quiet}
        placeholder={t('chapters.addHint')}
        value={title}
        error={problem}
        onChange={(value) => {
          setTitle(value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void submit();
          if (event.key === 'Escape') setTitle('');
        }}
      />
    </div>
  );
}
