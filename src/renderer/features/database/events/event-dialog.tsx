import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { Dialog } from '../../../ui/dialog/dialog';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { copyText } from '../../../ui/toast/toast';
import database from '../database.module.css';
import { kindName } from './event-text';
import type { DatabaseEvent } from './event-text';
import { texts } from './texts';

/** One event with everything that was kept of it. */
export function EventDialog({
  event,
  onClose,
}: {
  readonly event: DatabaseEvent;
  readonly onClose: () => void;
}) {
  const t = useTexts(texts);
  const { at, who, kind, step, detail } = event;
  return (
    <Dialog
      opened
      size="medium"
      onClose={onClose}
      title={t('eventTitle', { kind: kindName(kind) })}
      footer={
        <>
          <Button
            look="quiet"
            icon="copy"
            onClick={() => void copyText(JSON.stringify(event, null, 2))}
          >
            {t('copyEvent')}
          </Button>
          <Button data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { name: t('column.when'), value: <DateText value={at} kind="time" /> },
          { name: t('column.who'), value: who },
          ...(step === null ? [] : [{ name: t('column.step'), value: <code>{step}</code> }]),
        ]}
      />
      <pre className={database.code} tabIndex={0} role="region" aria-label={t('detailLabel')}>
        {JSON.stringify(detail, null, 2)}
      </pre>
    </Dialog>
  );
}
