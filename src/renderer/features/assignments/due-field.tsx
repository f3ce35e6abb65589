import { useState } from 'react';
import { client, useCommand } from '../../client';
import { DateTimeField } from '../../ui/field/date-time-field';
import { useTexts } from '../../ui/i18n/texts';
import type { AssignmentDetail } from './assignment-detail';
import { texts } from './texts';

type Typed = { readonly value: string | null };

/**
 * The due date. The control reports a date after every part of it, and an emptied one while a
 * part is being typed, so it is stored only when the field is left or Enter is pressed.
 */
export function DueField({ assignment }: { readonly assignment: AssignmentDetail }) {
  const t = useTexts(texts);
  const { id, dueDate } = assignment;
  const [typed, setTyped] = useState<Typed | null>(null);
  const save = useCommand(client.assignments.update, { failureTitle: t('field.failed') });
  const commit = async () => {
    if (!typed) return;
    // The control knows no seconds: what only lost them has not been changed.
    const isSame = typed.value?.slice(0, 16) === dueDate?.slice(0, 16);
    if (!isSame) await save.run({ id, patch: { dueDate: typed.value } });
    setTyped(null);
  };
  return (
    <div
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void commit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    >
      <DateTimeField
        label={t('field.due')}
        hint={t('field.dueHint')}
        value={typed ? typed.value : dueDate}
        onChange={(value) => setTyped({ value })}
      />
    </div>
  );
}
