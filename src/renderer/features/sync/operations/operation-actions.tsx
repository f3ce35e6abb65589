import { useState } from 'react';
import { client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';
import { DiscardDialog } from './discard-dialog';
import type { Operation } from './operation';
import { RecreateDialog } from './recreate-dialog';

type OperationActionsProps = {
  readonly operation: Operation;
  readonly onDone?: () => void;
};

/** Try again, make anew, give up: whichever of them are possible. What loses something asks first. */
export function OperationActions({ operation, onDone }: OperationActionsProps) {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<'discard' | 'recreate' | null>(null);
  const act = useCommand(client.sync.act, {
    success: (_answer, { action }) => t(`acted.${action}`, { title: operation.title }),
    failureTitle: t('notActed'),
    onDone: () => {
      setAsked(null);
      onDone?.();
    },
  });
  const { op, actions } = operation;
  const dialog = { operation, pending: act.isPending, onClose: () => setAsked(null) };
  return (
    <>
      {actions.includes('retry') && (
        <Button
          pending={act.isPending && asked === null}
          onClick={() => void act.run({ op, action: 'retry' })}
        >
          {t('act.retry')}
        </Button>
      )}
      {actions.includes('recreate') && (
        <Button onClick={() => setAsked('recreate')}>{t('act.recreate')}</Button>
      )}
      {actions.includes('discard') && (
        <Button look="quiet" onClick={() => setAsked('discard')}>
          {t('act.discard')}
        </Button>
      )}
      {asked === 'discard' && (
        <DiscardDialog {...dialog} onConfirm={() => void act.run({ op, action: 'discard' })} />
      )}
      {asked === 'recreate' && (
        <RecreateDialog {...dialog} onConfirm={() => void act.run({ op, action: 'recreate' })} />
      )}
    </>
  );
}
