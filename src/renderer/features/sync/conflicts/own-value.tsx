import { useEffect, useRef, useState } from 'react';
import type { ConflictField } from '../../../../shared/contract/sync';
import { useActions } from '../../../ui/actions/registry';
import { Button } from '../../../ui/button/button';
import { parseNumber } from '../../../ui/field/parse-number';
import { TextField, Textarea } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { texts } from '../texts';
import type { Choice } from './choice';
import styles from './conflicts.module.css';
import { kindOf } from '../names/field-kind';
import { fieldName } from '../names/field-name';

type OwnValueProps = {
  readonly field: ConflictField;
  readonly choice: Choice | undefined;
  readonly isCurrent: boolean;
  readonly onChoose: (choice: Choice) => void;
};

/** A third value, where neither side is right as it stands: two feedbacks made into one, say. */
export function OwnValue({ field, choice, isCurrent, onChoose }: OwnValueProps) {
  const kind = kindOf(field.field, [field.base, field.mine, field.theirs]);
  if (kind !== 'number' && kind !== 'text') return null;
  if (choice?.take === 'own') return <OwnField {...{ field, choice, kind, onChoose }} />;
  return (
    <OwnButton
      isCurrent={isCurrent}
      onBegin={() => onChoose({ take: 'own', value: startOf(field) })}
    />
  );
}

/** Both texts one below the other, ready to be made into one; of numbers, one's own. */
function startOf({ mine, theirs }: ConflictField): string | number | null {
  if (typeof mine !== 'string' || typeof theirs !== 'string') return mine;
  return `${mine}\n\n${theirs}`;
}

function OwnButton({
  isCurrent,
  onBegin,
}: {
  readonly isCurrent: boolean;
  readonly onBegin: () => void;
}) {
  const t = useTexts(texts);
  useActions(
    isCurrent
      ? [{ id: 'sync.own', name: t('actions.own'), group: t('group'), shortcut: 'e', run: onBegin }]
      : [],
  );
  return (
    <div className={styles.own}>
      <Button look="quiet" size="small" shortcut={isCurrent ? 'e' : undefined} onClick={onBegin}>
        {t('conflicts.own')}
      </Button>
    </div>
  );
}

function OwnField({
  field,
  choice,
  kind,
  onChoose,
}: {
  readonly field: ConflictField;
  readonly choice: Extract<Choice, { take: 'own' }>;
  readonly kind: 'number' | 'text';
  readonly onChoose: (choice: Choice) => void;
}) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState(String(choice.value ?? ''));
  const room = useRef<HTMLDivElement>(null);
  // It opens below a text that may be long.
  useEffect(() => room.current?.scrollIntoView({ block: 'nearest' }), []);
  const isBad = kind === 'number' && parseNumber(typed) === null;
  const change = (text: string) => {
    setTyped(text);
    if (kind === 'text') return onChoose({ take: 'own', value: text });
    const number = parseNumber(text);
    if (number !== null) onChoose({ take: 'own', value: number });
  };
  const frame = {
    label: t('conflicts.ownLabel', { field: fieldName(field.field) }),
    value: typed,
    onChange: change,
    autoFocus: true,
  };
  return (
    <div ref={room} className={styles.own}>
      {kind === 'text' ? (
        <Textarea {...frame} hint={t('conflicts.ownHint')} />
      ) : (
        <TextField
          {...frame}
          inputMode="decimal"
          error={isBad ? t('conflicts.ownBad', { value: String(choice.value) }) : undefined}
        />
      )}
      <Button look="quiet" size="small" icon="undo" onClick={() => onChoose({ take: 'mine' })}>
        {t('conflicts.ownDrop')}
      </Button>
    </div>
  );
}
