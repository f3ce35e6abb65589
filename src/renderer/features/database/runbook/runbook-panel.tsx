import { useState } from 'react';
import { client, useQuery } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { Section } from '../../../ui/page/page';
import { QueryState } from '../../../ui/query-state/query-state';
import { useSubject } from '../subject';
import { ChecklistRow } from './checklist-row';
import type { Checklist, ChecklistItem } from './checklist-texts';
import { PreflightRow } from './preflight-row';
import styles from './runbook.module.css';
import { texts } from './texts';
import { TickDialog } from './tick-dialog';

type RunbookPanelProps = {
  readonly onBackUp: () => void;
  readonly onShowPreflight: () => void;
};

/** The deployment checklist: what Lectern has found out, what people have ticked, what is open. */
export function RunbookPanel({ onBackUp, onShowPreflight }: RunbookPanelProps) {
  const t = useTexts(texts);
  const checklist = useQuery(client.migrate.checklist, useSubject().input);
  const [asked, setAsked] = useState<ChecklistItem | null>(null);
  const items = checklist.data?.items ?? [];
  return (
    <Section
      title={t('heading')}
      aside={
        checklist.data &&
        t('count', { done: items.filter(({ ok }) => ok).length, total: items.length })
      }
    >
      <ul className={styles.items}>
        <PreflightRow onShow={onShowPreflight} />
        {items.map((item) => (
          <ChecklistRow
            key={item.name}
            item={item}
            onTick={() => setAsked(item)}
            onBackUp={onBackUp}
          />
        ))}
      </ul>
      <QueryState query={checklist} title={t('failed')}>
        {(data) => <Gate checklist={data} />}
      </QueryState>
      {asked && <TickDialog item={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function Gate({ checklist: { items, gated, ready } }: { readonly checklist: Checklist }) {
  const t = useTexts(texts);
  const open = items.filter(({ ok }) => !ok).length;
  if (!gated) return <p className={styles.quiet}>{t('ungated')}</p>;
  return (
    <p className={ready ? styles.ready : styles.waits} role="status">
      {ready ? t('ready') : t('waits', { count: open })}
    </p>
  );
}
