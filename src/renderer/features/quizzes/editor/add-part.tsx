import { useEffect, useRef } from 'react';
import { useActions } from '../../../ui/actions/registry';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';

/** Adds an option or an answer and goes there; Ctrl or Cmd with Enter does the same. */
export function AddPart({
  label,
  add,
}: {
  readonly label: string;
  /** Adds it and returns its mark (`data-part`). */
  readonly add: () => string;
}) {
  const t = useTexts(texts);
  const wanted = useRef<string | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const parts = place.current?.closest('section')?.querySelectorAll<HTMLElement>('[data-part]');
    const part = [...(parts ?? [])].find((one) => one.dataset.part === wanted.current);
    if (!part) return;
    wanted.current = undefined;
    part.focus();
  });
  const run = () => {
    wanted.current = add();
  };
  useActions([
    {
      id: 'quizzes.addOption',
      name: t('questionActions.addOption'),
      group: t('group'),
      shortcut: 'mod+Enter',
      run,
    },
  ]);
  return (
    <div ref={place}>
      <Button look="quiet" size="small" icon="plus" shortcut="mod+Enter" onClick={run}>
        {label}
      </Button>
    </div>
  );
}
