import type { ReactNode } from 'react';
import { client, useQuery } from '../../client';
import { Button } from '../../ui/button/button';
import { useTexts } from '../../ui/i18n/texts';
import { Menu } from '../../ui/menu/menu';
import { PageHeader } from '../../ui/page-header/page-header';
import { Tag } from '../../ui/tag/tag';
import { duePending } from './steps/steps';
import type { Status } from './steps/steps';
import { useSubject } from './subject';
import { isOnThisComputer, placeText } from './targets/target-form';
import { texts as targetTexts } from './targets/texts';
import { texts } from './texts';
import type { Deeds } from './use-database-actions';

type DatabaseHeaderProps = {
  readonly menu: ReactNode;
  /** Undefined while the database has not answered. */
  readonly status?: Status;
  readonly deeds?: Deeds;
  readonly isVerifying?: boolean;
};

/** Which database, what it runs, how it is reached, and what can be done with it. */
export function DatabaseHeader({ menu, status, deeds, isVerifying }: DatabaseHeaderProps) {
  const t = useTexts(texts);
  return (
    <PageHeader
      title={t('title')}
      tags={
        <>
          {menu}
          <Protection />
        </>
      }
      sub={status && <Engine status={status} />}
      actions={
        status &&
        deeds && <HeaderActions status={status} deeds={deeds} isVerifying={isVerifying ?? false} />
      }
    />
  );
}

function HeaderActions({
  status,
  deeds,
  isVerifying,
}: {
  readonly status: Status;
  readonly deeds: Deeds;
  readonly isVerifying: boolean;
}) {
  const t = useTexts(texts);
  const isServer = useSubject().target !== null;
  const pending = duePending(status.steps, isServer).length;
  const { verify, plan, apply, applyOwn, rollback, backup, restore, report, refresh } = deeds;
  return (
    <>
      <Menu
        items={[
          { id: 'backup', label: t('backup'), shortcut: 'b', onSelect: backup },
          {
            id: 'rollback',
            label: t('rollback.button'),
            danger: true,
            disabled: rollback === null,
            onSelect: () => rollback?.(),
          },
          { id: 'restore', label: t('restore.button'), onSelect: restore },
          ...(applyOwn ? [{ id: 'own', label: t('applyOwn'), onSelect: applyOwn }] : []),
          { id: 'report', label: t('report'), onSelect: report },
          { id: 'refresh', label: t('refresh'), shortcut: 'r', onSelect: refresh },
        ]}
      />
      <Button shortcut="v" pending={isVerifying} onClick={verify}>
        {t('verify.button')}
      </Button>
      {plan && (
        <Button shortcut="p" onClick={plan}>
          {t('plan.button')}
        </Button>
      )}
      {pending > 0 && (
        <Button look="primary" disabled={apply === null} onClick={() => apply?.()}>
          {t('apply.button', { count: pending })}
        </Button>
      )}
    </>
  );
}

function Engine({ status }: { readonly status: Status }) {
  const t = useTexts(texts);
  const { target } = useSubject();
  const info = useQuery(client.workspace.info, target ? null : {}).data;
  const file = target ? placeText(target.settings) : info?.name;
  if (file === undefined) return null;
  const { version } = status;
  return <>{t('sub', { file, engine: t(status.engine), version })}</>;
}

/** How what is sent to the server is protected; nothing to say of what stays on this computer. */
function Protection() {
  const t = useTexts(targetTexts);
  const settings = useSubject().target?.settings;
  if (!settings) return null;
  const { mode } = settings.tls;
  if (mode === 'disable' && isOnThisComputer(settings.host)) return null;
  const tone = mode === 'verify-full' ? 'good' : mode === 'disable' ? 'bad' : 'wait';
  return <Tag tone={tone}>{t(`tlsShort.${mode}`)}</Tag>;
}
