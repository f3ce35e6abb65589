import type { InputOf } from '../../../../shared/contract/define';
import type { migrate } from '../../../../shared/contract/migrate';
import { client, useCommand } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { noteOutcome, noteStart } from '../run/run-store';
import { keyOf, useSubject } from '../subject';
import { texts } from '../texts';
import { needsReading } from './apply-failure';

/** How far to apply, and on what terms. */
export type ApplyTerms = Pick<
  InputOf<typeof migrate.up>,
  'to' | 'group' | 'skipChecklist' | 'reason'
>;

export type Apply = {
  readonly run: (terms: ApplyTerms) => void;
  readonly isPending: boolean;
};

/** Applies steps to the database of the page; goes on while the person looks at something else. */
export function useApply(): Apply {
  const t = useTexts(texts);
  const { input } = useSubject();
  const command = useCommand(client.migrate.up, {
    success: (outcome) =>
      needsReading(outcome) ? undefined : t('apply.done', { count: outcome.applied.length }),
    failureTitle: t('apply.failedTitle'),
    onDone: (outcome, { database }) => noteOutcome(keyOf({ database }), outcome),
  });
  return {
    run: (terms) => {
      noteStart(keyOf(input));
      void command.run({ ...input, ...terms });
    },
    isPending: command.isPending,
  };
}
