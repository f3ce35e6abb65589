import { useState } from 'react';
import type { ShownTarget } from '../../../shared/contract/targets';
import { client, useQuery } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { navigate, useSearchParam } from '../../ui/navigation/location';
import { PageHeader } from '../../ui/page-header/page-header';
import { Database } from './database';
import { SubjectProvider, subjectOf } from './subject';
import { TargetDialog } from './targets/target-dialog';
import { TargetMenu } from './targets/target-menu';
import { UnknownTarget } from './targets/unreachable';
import { texts } from './texts';

/** The server in the address is looked up by this name. */
const place = '/database';

function goTo(id: string | null): void {
  navigate(id === null ? place : `${place}?on=${encodeURIComponent(id)}`);
}

/** The steps of a schema, of the workspace or of a server: where they stand, forward and back. */
export function DatabasePage() {
  const t = useTexts(texts);
  const [on] = useSearchParam('on');
  const saved = useQuery(client.targets.list, {}).data?.targets;
  const target = on === '' ? null : saved?.find(({ id }) => id === on);
  const [edited, setEdited] = useState<'new' | ShownTarget | null>(null);
  const add = () => setEdited('new');
  useTargetActions(saved ?? [], add);
  const menu = <TargetMenu onChoose={goTo} onAdd={add} onEdit={setEdited} />;
  const close = () => setEdited(null);
  return (
    <SubjectProvider value={subjectOf(target ?? null)}>
      {target === undefined ? (
        saved === undefined ? (
          <PageHeader title={t('title')} />
        ) : (
          <UnknownTarget menu={menu} onLeave={() => goTo(null)} />
        )
      ) : (
        // Nothing that was found out about one database may be shown of another.
        <Database key={on} menu={menu} onEdit={setEdited} onLeave={() => goTo(null)} />
      )}
      {edited && (
        <TargetDialog
          target={edited === 'new' ? null : edited}
          onClose={close}
          onSaved={({ id }) => {
            close();
            goTo(id);
          }}
          onRemoved={() => {
            close();
            goTo(null);
          }}
        />
      )}
    </SubjectProvider>
  );
}

function useTargetActions(saved: readonly ShownTarget[], add: () => void): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    { id: 'database.addServer', name: t('actions.addServer'), group, run: add },
    ...saved.map(({ id, name }) => ({
      id: `database.on.${id}`,
      name: t('actions.switchTo', { name }),
      group,
      run: () => goTo(id),
    })),
  ]);
}
