import { useEffect, useMemo, useState } from 'react';
import { filterRows } from '../../../ui/filter/fold-text';
import { useSearchParam } from '../../../ui/navigation/location';
import { useQuizStore } from '../store';
import { needsAttention } from './question-state';
import type { QuestionItem } from './use-questions';

/** The list of questions, the place in it, and the ways to move. */
export type QuestionPlace = {
  readonly all: readonly QuestionItem[] | undefined;
  readonly shown: readonly QuestionItem[] | undefined;
  readonly current: QuestionItem | undefined;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  /** How many need attention. */
  readonly attention: number;
  readonly attentionOnly: boolean;
  readonly setAttentionOnly: (only: boolean) => void;
  /** The number beside a question: its place in the quiz, from 1. */
  readonly numberOf: (id: string) => number;
  readonly select: (id: string) => void;
  readonly move: (step: 1 | -1) => void;
};

/** The one to show next when the chosen one goes away: the one after it, else the one before. */
export function neighbourOf(items: readonly QuestionItem[], id: string): string | undefined {
  const at = items.findIndex((item) => item.id === id);
  return (items[at + 1] ?? items[at - 1])?.id;
}

function textOfItem({ content }: QuestionItem): string {
  return `${content.question} ${content.type.replace('_', ' ')} ${JSON.stringify(content.options)}`;
}

/** Keeps the chosen question in the address, the filter beside it. */
export function useQuestionPlace(all: readonly QuestionItem[] | undefined): QuestionPlace {
  const [asked, select] = useSearchParam('question');
  const renamed = useQuizStore((state) => state.renamed);
  const [filter, setFilter] = useState('');
  const [attentionOnly, setAttentionOnly] = useState(false);
  const chosen = renamed[asked] ?? asked;
  const current = all?.find((item) => item.id === chosen) ?? all?.[0];
  useEffect(() => {
    if (chosen !== asked) select(chosen);
  });
  const numbers = useMemo(() => new Map(all?.map((item, at) => [item.id, at + 1])), [all]);
  const shown = useMemo(() => {
    // The chosen one stays in sight when it is mended, so that the list does not jump.
    const kept = all?.filter(
      (item) => !attentionOnly || item.id === chosen || needsAttention(item) !== undefined,
    );
    return kept && filterRows(kept, filter, textOfItem);
  }, [all, attentionOnly, filter, chosen]);
  const attention = useMemo(
    () => all?.filter((item) => needsAttention(item) !== undefined).length ?? 0,
    [all],
  );
  return {
    all,
    shown,
    current,
    filter,
    setFilter,
    attention,
    attentionOnly,
    setAttentionOnly,
    numberOf: (id) => numbers.get(id) ?? 0,
    select,
    move: (step) => {
      const at = shown?.findIndex((item) => item.id === current?.id) ?? -1;
      const next = shown?.[at < 0 ? (step === 1 ? 0 : shown.length - 1) : at + step];
      if (next) select(next.id);
    },
  };
}
