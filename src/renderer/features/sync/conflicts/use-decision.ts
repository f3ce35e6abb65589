import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { SyncConflict } from '../../../../shared/contract/sync';
import { useSyncStore } from '../store';
import { isDecided, takeOf } from './choice';
import type { Choice, Choices } from './choice';
import { groupFields } from '../names/field-kind';
import type { FieldGroup } from '../names/field-kind';
import type { Conflicts } from './use-conflicts';

export type Decision = {
  readonly groups: readonly FieldGroup[];
  readonly choices: Choices;
  readonly isDecided: boolean;
  /** Place of the field that keys act on. */
  readonly cursor: number;
  readonly setCursor: (cursor: number) => void;
  /** Moves the focus to the next field, and at the end to the next conflict. */
  readonly move: (step: 1 | -1) => void;
  /** Decides the field at the cursor, or another one. */
  readonly choose: (choice: Choice, group?: FieldGroup) => void;
  readonly chooseAll: (take: 'mine' | 'theirs') => void;
  readonly apply: () => void;
  /** Holds the fields; the focus is moved inside it. */
  readonly container: RefObject<HTMLDivElement | null>;
};

const none: Choices = {};

/** Deciding one conflict: the cursor over its fields, and what was chosen so far. */
export function useDecision(conflict: SyncConflict, conflicts: Conflicts): Decision {
  const { op, table, fields, kind } = conflict;
  const groups = useMemo(() => groupFields(table, fields), [table, fields]);
  const choices = useSyncStore((state) => state.choices[op]) ?? none;
  const store = useSyncStore((state) => state.choose);
  const container = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const focus = (at: number) => {
    setCursor(at);
    focusGroup(container.current, at);
  };
  // Each conflict that comes up takes the focus, so that one key after the other decides them.
  useEffect(() => focusGroup(container.current, 0), []);
  const all = groups.map(({ name }) => name);
  const decided = groups.length > 0 && isDecided(groups, choices);
  return {
    groups,
    choices,
    isDecided: decided,
    cursor,
    setCursor,
    move: (step) => {
      const next = cursor + step;
      if (next >= 0 && next < groups.length) focus(next);
      else conflicts.move(step);
    },
    choose: (choice, group = groups[cursor]) => {
      // A row is removed or it is not: there is no half of it.
      if (group) store(op, kind === 'delete' ? all : [group.name], choice);
    },
    chooseAll: (take) => store(op, all, { take }),
    apply: () => {
      if (decided) conflicts.resolve(takeOf(groups, choices));
    },
    container,
  };
}

function focusGroup(container: HTMLElement | null, at: number): void {
  const group = container?.querySelector(`[data-group="${at}"]`);
  const input = group?.querySelector<HTMLElement>('input:checked') ?? group?.querySelector('input');
  if (input instanceof HTMLElement) input.focus({ preventScroll: true });
  group?.scrollIntoView({ block: 'nearest' });
}
