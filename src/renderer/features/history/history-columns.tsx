import { useMemo } from 'react';
import type { ActionSummary } from '../../../shared/contract/history';
import { IconButton } from '../../ui/button/icon-button';
import { classNames } from '../../ui/class-names';
import type { Column } from '../../ui/data-table/column';
import { DateText } from '../../ui/date-text/date-text';
import { textsOf, useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import type { IconName } from '../../ui/icons/icons';
import { formatNumber } from '../../ui/number-text/format-number';
import { Tag } from '../../ui/tag/tag';
import { isStanding } from './can-undo';
import styles from './history.module.css';
import { texts } from './texts';

const icons: { readonly [kind in ActionSummary['kind']]: IconName } = {
  do: 'check',
  undo: 'undo',
  redo: 'redo',
};

/** What an action is called in the list: an undo names what it took back. */
export function labelOf({ kind, label }: ActionSummary): string {
  const t = textsOf(texts);
  if (kind === 'do') return label;
  return t(kind === 'undo' ? 'tookBack' : 'didAgain', { label });
}

/** The columns of the history; `next` is the action that Undo would take back. */
export function useHistoryColumns(
  next: string | undefined,
  onUndo: (action: ActionSummary) => void,
): readonly Column<ActionSummary>[] {
  const t = useTexts(texts);
  return useMemo(
    () => [
      {
        id: 'when',
        header: t('column.when'),
        width: 180,
        cell: ({ at }) => <DateText value={at} kind="time" />,
      },
      {
        id: 'what',
        header: t('column.what'),
        width: 320,
        grow: true,
        cell: (action) => <What action={action} />,
      },
      {
        id: 'who',
        header: t('column.who'),
        width: 150,
        cell: ({ who }) => who,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: 120,
        cell: ({ action, undone }) =>
          undone ? (
            <Tag>{t('state.undone')}</Tag>
          ) : (
            action === next && <Tag tone="accent">{t('state.next')}</Tag>
          ),
      },
      {
        id: 'changes',
        header: t('column.changes'),
        width: 80,
        align: 'end',
        cell: ({ operations }) => (
          <span title={t('column.changesHint')}>{formatNumber(operations)}</span>
        ),
      },
      {
        id: 'undo',
        header: t('column.undo'),
        width: 48,
        cell: (action) =>
          isStanding(action) && (
            <IconButton
              icon="undo"
              size="small"
              tabIndex={-1}
              label={t('undoThis', { label: action.label })}
              onClick={() => onUndo(action)}
            />
          ),
      },
    ],
    [t, next, onUndo],
  );
}

function What({ action }: { readonly action: ActionSummary }) {
  const t = useTexts(texts);
  const { kind, undone } = action;
  return (
    <span className={classNames(styles.what, undone && styles.gone)}>
      <Icon
        name={icons[kind]}
        label={t(`did.${kind}`)}
        tone={isStanding(action) ? 'good' : 'muted'}
      />
      <span className={styles.label} dir="auto">
        {labelOf(action)}
      </span>
    </span>
  );
}
