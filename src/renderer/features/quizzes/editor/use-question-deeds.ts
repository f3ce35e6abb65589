import { useRef } from 'react';
import type { QuestionType } from '../../../../shared/domain/questions';
import { client, useCommand } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { useTexts } from '../../../ui/i18n/texts';
import { blankContent } from '../model/blank-content';
import { newPartId } from '../model/part-id';
import { storeDraft } from '../store-draft';
import { useQuizStore } from '../store';
import { texts } from '../texts';
import { discardDraft } from './use-discarded';
import { neighbourOf } from './use-question-place';
import type { QuestionPlace } from './use-question-place';

/** What can be done with the chosen question as a whole. */
export type QuestionDeeds = {
  readonly add: (type: QuestionType) => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
  readonly move: (step: 1 | -1) => void;
  readonly canMove: (step: 1 | -1) => boolean;
};

/** Adding, copying, deleting and moving questions; each is one action with a way back. */
export function useQuestionDeeds(quizId: string, place: QuestionPlace): QuestionDeeds {
  const t = useTexts(texts);
  const { current, all = [] } = place;
  const number = current ? place.numberOf(current.id) : 0;
  // The number when the deed was done: by the time it is confirmed another one is chosen.
  const done = useRef(number);
  const duplicate = useCommand(client.questions.duplicate, {
    success: () => t('editor.duplicated', { number: done.current }),
    undoable: true,
    failureTitle: t('editor.duplicateFailed'),
    onDone: ({ id }) => place.select(id),
  });
  const remove = useCommand(client.questions.remove, {
    success: () => t('editor.removed', { number: done.current }),
    undoable: true,
    failureTitle: t('editor.removeFailed'),
  });
  const move = useCommand(client.questions.move, { failureTitle: t('editor.moveFailed') });
  const canMove = (step: 1 | -1) =>
    current?.row !== undefined && all[number - 1 + step]?.row !== undefined;
  return {
    canMove,
    add: (type) => {
      const id = `new-${crypto.randomUUID()}`;
      const content = blankContent(type, newPartId);
      useQuizStore
        .getState()
        .put(id, { quizId, content, base: null, at: all.length, state: 'typed' });
      place.select(id);
    },
    duplicate: () => {
      if (!current?.row) return;
      const { id } = current;
      done.current = number;
      // What was just typed belongs to the copy as well.
      void storeDraft(id).then(() => duplicate.run({ id }));
    },
    remove: () => {
      if (!current) return;
      const { id, row } = current;
      done.current = number;
      const next = neighbourOf(all, id);
      if (!row) discardDraft(id, t('editor.removed', { number }));
      // What was just typed is stored first, so that undo brings it back too.
      else void storeDraft(id).then(() => remove.run({ ids: [id] }));
      if (next) place.select(next);
    },
    move: (step) => {
      if (!current || !canMove(step)) return;
      const to = number - 1 + step;
      void move.run({ id: current.id, to }).then((result) => {
        if (result.ok) announce(t('editor.moved', { number: to + 1 }));
      });
    },
  };
}
