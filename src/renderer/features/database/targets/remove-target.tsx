import { useState } from 'react';
import type { ShownTarget } from '../../../../shared/contract/targets';
import { client, useCommand } from '../../../client';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import styles from './targets.module.css';
import { texts } from './texts';

/** Takes a server off the list; the first press asks, the second does it. */
export function RemoveTarget({
  target,
  onRemoved,
}: {
  readonly target: ShownTarget;
  readonly onRemoved: () => void;
}) {
  const t = useTexts(texts);
  const [isAsked, setAsked] = useState(false);
  const remove = useCommand(client.targets.remove, {
    success: t('removed', { name: target.name }),
    onDone: onRemoved,
  });
  return (
    <span className={styles.remove}>
      <Button
        look={isAsked ? 'danger' : 'quiet'}
        icon="trash"
        title={t('removeNote')}
        pending={remove.isPending}
        onClick={() => (isAsked ? void remove.run({ id: target.id }) : setAsked(true))}
      >
        {isAsked ? t('removeAsk') : t('remove')}
      </Button>
    </span>
  );
}
