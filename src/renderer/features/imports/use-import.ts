import { useEffect, useState } from 'react';
import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { countStates, countTaken, titleFromName } from './count-import';
import type { Counts } from './count-import';
import { useImportStore } from './store';
import type { ChosenSource, Target } from './store';
import { texts } from './texts';
import { chooseSources, pastedSource, useIncoming } from './use-incoming';
import { usePreview } from './use-preview';
import type { Preview } from './use-preview';

/** One import from the first file to the last click. */
export type Bringing = {
  readonly sources: readonly ChosenSource[];
  readonly preview: Preview | undefined;
  readonly retry: () => void;
  readonly counts: Counts;
  /** How many questions would be stored or updated. */
  readonly taken: number;
  /** Where they go, with a title from the first file while none was written. */
  readonly target: Target;
  readonly newTitle: string;
  readonly isOver: boolean;
  readonly isPasting: boolean;
  readonly setPasting: (on: boolean) => void;
  readonly choose: () => void;
  readonly paste: (text: string) => void;
};

/** Brings together what was chosen, what the engine read of it, and the ways to add more. */
export function useImport(quizId: string | null): Bringing {
  const t = useTexts(texts);
  const { sources, skipped, duplicates, target, add, setTarget } = useImportStore();
  const [isPasting, setPasting] = useState(false);
  const { isOver } = useIncoming(add);
  useEffect(() => {
    if (quizId !== null) setTarget({ kind: 'quiz', quizId });
  }, [quizId, setTarget]);
  const { preview, retry } = usePreview(sources, target.kind === 'quiz' ? target.quizId : null);
  const counts = countStates(preview?.files ?? []);
  const choose = () => void chooseSources().then(add);
  const group = t('group');
  useActions([
    { id: 'imports.choose', name: t('actions.choose'), group, shortcut: 'o', run: choose },
    {
      id: 'imports.paste',
      name: t('actions.paste'),
      group,
      shortcut: 'p',
      run: () => setPasting(true),
    },
  ]);
  const suggested = titleFromName(sources[0]?.name ?? '');
  return {
    sources,
    preview,
    retry,
    counts,
    taken: countTaken(counts, duplicates, skipped),
    target,
    newTitle: target.kind === 'new' ? (target.title ?? suggested) : suggested,
    isOver,
    isPasting,
    setPasting,
    choose,
    paste: (text) => {
      add([pastedSource(text)]);
      setPasting(false);
    },
  };
}
