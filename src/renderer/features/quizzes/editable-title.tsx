import { useEffect, useRef, useState } from 'react';
import { client, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import styles from './quizzes.module.css';
import { texts } from './texts';

type EditableTitleProps = { readonly id: string; readonly title: string };

/** The title in the page's header; a click or F2 lets it be changed where it stands. */
export function EditableTitle({ id, title }: EditableTitleProps) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const save = useCommand(client.quizzes.update, { failureTitle: t('settings.failed') });
  const isEditing = typed !== null;
  useEffect(() => {
    if (isEditing) input.current?.select();
  }, [isEditing]);
  useActions([
    {
      id: 'quizzes.rename',
      name: t('actions.rename'),
      group: t('group'),
      shortcut: 'F2',
      run: () => setTyped(title),
    },
  ]);
  const commit = async () => {
    if (typed === null) return;
    const wanted = typed.trim();
    if (wanted === '' || wanted === title) return setTyped(null);
    const result = await save.run({ id, patch: { title: wanted } });
    // A title that was refused stays in the field, so that nothing typed is lost.
    if (result.ok) setTyped(null);
  };
  if (!isEditing) {
    return (
      <button
        type="button"
        className={styles.titleButton}
        title={t('rename')}
        onClick={() => setTyped(title)}
      >
        {title}
      </button>
    );
  }
  return (
    <input
      ref={input}
      className={styles.titleInput}
      aria-label={t('titleField')}
      dir="auto"
      maxLength={300}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setTyped(null);
        }
      }}
    />
  );
}
