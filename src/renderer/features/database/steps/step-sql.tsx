import { useEffect, useRef, useState } from 'react';
import type { MigrationStep } from '../../../../shared/contract/migrate';
import { client, useQuery } from '../../../client';
import { useActions } from '../../../ui/actions/registry';
import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { QueryState } from '../../../ui/query-state/query-state';
import { Tabs } from '../../../ui/tabs/tabs';
import { copyText } from '../../../ui/toast/toast';
import styles from '../database.module.css';
import type { Asked } from '../asked';
import { useSubject } from '../subject';
import { SqlCode } from './sql-code';
import { duePending, duePendingOwn, isApplied, stepsToRevert } from './steps';
import { texts } from '../texts';

type Part = 'up' | 'down' | 'verify';

const parts: readonly Part[] = ['up', 'down', 'verify'];

type StepSqlProps = {
  readonly step: MigrationStep;
  readonly steps: readonly MigrationStep[];
  readonly onAsk: (asked: Asked) => void;
};

/** What a step does, word for word, and moving the database to it. */
export function StepSql({ step, steps, onAsk }: StepSqlProps) {
  const t = useTexts(texts);
  const [part, setPart] = useState<Part>('up');
  const { input, target } = useSubject();
  const isServer = target !== null;
  const query = useQuery(client.migrate.sql, { ...input, name: step.name });
  const isOwn = isServer && step.group === 'lectern';
  const mayApply = (isOwn ? duePendingOwn : duePending)(steps, isServer).includes(step);
  const sql = query.data?.[part] ?? '';
  const canGoBack =
    step.group === 'plan' && isApplied(step) && stepsToRevert(steps, step.name).length > 0;
  const place = useRef<HTMLDivElement>(null);
  const isThere = query.data !== undefined;
  // Opened by a key or an address, it may lie below the fold.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [isThere]);
  const copy = () => void copyText(sql);
  useActions([
    {
      id: 'database.copySql',
      name: t('actions.copySql'),
      group: t('group'),
      disabled: sql === '',
      run: copy,
    },
  ]);
  return (
    <div ref={place} className={styles.open}>
      {step.state === 'edited' && <p className={styles.warning}>{t('editedNote')}</p>}
      {step.state === 'partial' && <p className={styles.warning}>{t('partialNote')}</p>}
      <Tabs
        label={t('sql.tabs')}
        value={part}
        onChange={setPart}
        tabs={parts.map((value) => ({ value, label: t(`sql.${value}`) }))}
      >
        <QueryState query={query} title={t('sql.failed')}>
          {() =>
            sql.trim() === '' ? (
              <p className={styles.muted}>{t('sql.none')}</p>
            ) : (
              <SqlCode sql={sql} label={t('sql.label', { step: step.name })} />
            )
          }
        </QueryState>
      </Tabs>
      <div className={styles.deeds}>
        <StepFacts step={step} />
        <Button size="small" look="quiet" icon="copy" disabled={sql === ''} onClick={copy}>
          {t('sql.copy')}
        </Button>
        {canGoBack && (
          <Button size="small" onClick={() => onAsk({ what: 'rollback', to: step.name })}>
            {t('sql.backTo')}
          </Button>
        )}
        {mayApply && (
          <Button
            size="small"
            onClick={() =>
              onAsk({ what: 'apply', to: step.name, ...(isOwn ? { group: 'lectern' } : {}) })
            }
          >
            {t('sql.upTo')}
          </Button>
        )}
      </div>
    </div>
  );
}

function StepFacts({ step }: { readonly step: MigrationStep }) {
  const t = useTexts(texts);
  const { appliedAt, sha256 } = step;
  return (
    <span className={styles.stepFacts}>
      {appliedAt && (
        <>
          <DateText value={appliedAt} kind="time" />
          {' · '}
        </>
      )}
      <span title={sha256}>{t('sql.fingerprint', { sha256: sha256.slice(0, 12) })}</span>
    </span>
  );
}
