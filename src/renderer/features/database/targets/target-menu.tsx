import type { ShownTarget } from '../../../../shared/contract/targets';
import { client, useQuery } from '../../../client';
import { useTexts } from '../../../ui/i18n/texts';
import { Menu } from '../../../ui/menu/menu';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import { useSubject } from '../subject';
import type { Role } from './target-form';
import { texts } from './texts';

const tones: { readonly [role in Role]: TagTone } = {
  production: 'bad',
  staging: 'wait',
  local: 'plain',
};

type TargetMenuProps = {
  /** Null for the workspace. */
  readonly onChoose: (id: string | null) => void;
  readonly onAdd: () => void;
  readonly onEdit: (target: ShownTarget) => void;
};

/** Which database the page is about, and the way to another one. */
export function TargetMenu({ onChoose, onAdd, onEdit }: TargetMenuProps) {
  const t = useTexts(texts);
  const { target } = useSubject();
  const saved = useQuery(client.targets.list, {}).data?.targets ?? [];
  const here = target?.name ?? t('workspace');
  return (
    <>
      <Menu
        label={here}
        chevron
        items={[
          {
            id: 'workspace',
            label: t('workspace'),
            icon: target === null ? 'check' : 'database',
            onSelect: () => onChoose(null),
          },
          ...saved.map(({ id, name, role }) => ({
            id,
            label: t('entry', { name, role: t(`role.${role}`) }),
            icon: target?.id === id ? ('check' as const) : ('database' as const),
            danger: role === 'production',
            onSelect: () => onChoose(id),
          })),
          { id: 'add', label: t('add'), icon: 'plus', onSelect: onAdd },
          ...(target
            ? [
                {
                  id: 'edit',
                  label: t('edit', { name: target.name }),
                  icon: 'edit' as const,
                  onSelect: () => onEdit(target),
                },
              ]
            : []),
        ]}
      />
      {target && <Tag tone={tones[target.role]}>{t(`role.${target.role}`)}</Tag>}
    </>
  );
}
