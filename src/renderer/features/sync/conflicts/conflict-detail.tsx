import type { SyncConflict } from '../../../../shared/contract/sync';
import { useActions } from '../../../ui/actions/registry';
import { Button } from '../../../ui/button/button';
import { useTexts } from '../../../ui/i18n/texts';
import { Kbd } from '../../../ui/kbd/kbd';
import { OperationActions } from '../operations/operation-actions';
import { texts } from '../texts';
import styles from './conflicts.module.css';
import { FieldChoice } from './field-choice';
import { tableName } from '../names/field-name';
import { useDecision } from './use-decision';
import type { Decision } from './use-decision';
import type { Conflicts } from './use-conflicts';

type ConflictDetailProps = {
  readonly conflict: SyncConflict;
  readonly conflicts: Conflicts;
};

/** One conflict: what happened, its fields with three values each, and the way to decide. */
export function ConflictDetail({ conflict, conflicts }: ConflictDetailProps) {
  const t = useTexts(texts);
  const decision = useDecision(conflict, conflicts);
  const { groups, container } = decision;
  const canResolve = groups.length > 0;
  useDecisionActions(decision, conflicts.isPending || !canResolve);
  return (
    <section className={styles.detail} aria-labelledby="conflict-title">
      <header className={styles.heading}>
        <h2 id="conflict-title" dir="auto">
          {conflict.title}
        </h2>
        <span className={styles.kind}>{tableName(conflict.table)}</span>
        <p>{conflict.message}</p>
      </header>
      <div
        ref={container}
        className={styles.fields}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return;
          // Up and down lead to another field; left and right choose.
          event.preventDefault();
          decision.move(event.key === 'ArrowDown' ? 1 : -1);
        }}
      >
        {groups.length > 0 && (
          <div className={styles.sides} aria-hidden>
            <span>{t('conflicts.base')}</span>
            <span>{t('conflicts.mine')}</span>
            <span>{t('conflicts.theirs')}</span>
          </div>
        )}
        {groups.map((group, at) => (
          <FieldChoice
            key={group.name}
            op={conflict.op}
            group={group}
            isRemoved={conflict.kind === 'delete'}
            at={at}
            choice={decision.choices[group.name]}
            isCurrent={at === decision.cursor}
            onEnter={() => decision.setCursor(at)}
            onChoose={(choice) => decision.choose(choice, group)}
          />
        ))}
      </div>
      <footer className={styles.foot}>
        <OperationActions operation={conflict} />
        {canResolve && <DecisionButtons decision={decision} isPending={conflicts.isPending} />}
      </footer>
    </section>
  );
}

function DecisionButtons({
  decision,
  isPending,
}: {
  readonly decision: Decision;
  readonly isPending: boolean;
}) {
  const t = useTexts(texts);
  const open = decision.groups.filter(({ name }) => decision.choices[name] === undefined).length;
  return (
    <>
      <span className={styles.keys}>
        <Kbd keys="j" />
        <Kbd keys="k" /> {t('conflicts.keysMove')}
      </span>
      <span className={styles.left} role="status">
        {open > 0 ? t('conflicts.open', { count: open }) : t('conflicts.ready')}
      </span>
      <Button shortcut="Shift+m" onClick={() => decision.chooseAll('mine')}>
        {t('conflicts.allMine')}
      </Button>
      <Button shortcut="Shift+t" onClick={() => decision.chooseAll('theirs')}>
        {t('conflicts.allTheirs')}
      </Button>
      <Button
        look="primary"
        shortcut="Enter"
        pending={isPending}
        disabled={!decision.isDecided}
        onClick={decision.apply}
      >
        {t('conflicts.apply')}
      </Button>
    </>
  );
}

function useDecisionActions(decision: Decision, disabled: boolean): void {
  const t = useTexts(texts);
  const group = t('group');
  const { move, choose, chooseAll, apply } = decision;
  const mine = () => choose({ take: 'mine' });
  const theirs = () => choose({ take: 'theirs' });
  useActions([
    { id: 'sync.nextField', name: t('actions.next'), group, shortcut: 'j', run: () => move(1) },
    {
      id: 'sync.previousField',
      name: t('actions.previous'),
      group,
      shortcut: 'k',
      run: () => move(-1),
    },
    { id: 'sync.mine', name: t('actions.mine'), group, shortcut: 'm', disabled, run: mine },
    { id: 'sync.theirs', name: t('actions.theirs'), group, shortcut: 't', disabled, run: theirs },
    {
      id: 'sync.mine1',
      name: t('actions.mine'),
      group,
      shortcut: '1',
      disabled,
      unlisted: true,
      run: mine,
    },
    {
      id: 'sync.theirs2',
      name: t('actions.theirs'),
      group,
      shortcut: '2',
      disabled,
      unlisted: true,
      run: theirs,
    },
    {
      id: 'sync.allMine',
      name: t('actions.allMine'),
      group,
      shortcut: 'Shift+m',
      disabled,
      run: () => chooseAll('mine'),
    },
    {
      id: 'sync.allTheirs',
      name: t('actions.allTheirs'),
      group,
      shortcut: 'Shift+t',
      disabled,
      run: () => chooseAll('theirs'),
    },
    {
      id: 'sync.apply',
      name: t('actions.apply'),
      group,
      shortcut: 'Enter',
      disabled: disabled || !decision.isDecided,
      run: apply,
    },
  ]);
}
