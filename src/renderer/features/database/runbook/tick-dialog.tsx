import { useState } from 'react';
import { client, useCommand } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { useSubject } from '../subject';
import type { ChecklistItem } from './checklist-texts';
import styles from './runbook.module.css';
import { texts } from './texts';

type TickDialogProps = {
  readonly item: ChecklistItem;
  readonly onClose: () => void;
};

/** A person's word for an item, or its withdrawal; either with a note. */
export function TickDialog({ item: { name, ok }, onClose }: TickDialogProps) {
  const t = useTexts(texts);
  const { input } = useSubject();
  const [note, setNote] = useState('');
  const item = t(`item.${name}`);
  const done = !ok;
  const tick = useCommand(client.migrate.tick, {
    failureTitle: t('tickFailed'),
    onDone: () => {
      announce(t(done ? 'ticked' : 'unticked', { item }));
      onClose();
    },
  });
  const submit = () => {
    if (note.trim() !== '') void tick.run({ ...input, item: name, note: note.trim(), done });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('tickTitle', { item })}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look="primary"
            shortcut="mod+Enter"
            disabled={note.trim() === ''}
            pending={tick.isPending}
            onClick={submit}
          >
            {t(done ? 'tickConfirm' : 'untickConfirm')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t(done ? 'tickLead' : 'untickLead')}</p>
        <Textarea
          label={t(done ? 'tickNote' : 'untickNote')}
          data-autofocus
          value={note}
          onChange={setNote}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
      </div>
    </Dialog>
  );
}
