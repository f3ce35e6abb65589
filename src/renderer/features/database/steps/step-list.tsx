import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { MigrationStep } from '../../../../shared/contract/migrate';
import { useActions } from '../../../ui/actions/registry';
import { useTexts } from '../../../ui/i18n/texts';
import { useSearchParam } from '../../../ui/navigation/location';
import styles from '../database.module.css';
import type { Asked } from '../asked';
import { StepRow } from './step-row';
import { StepSql } from './step-sql';
import { isApplied } from './steps';
import type { PlannedStep } from './steps';
import { texts } from '../texts';

type StepListProps = {
  readonly steps: readonly MigrationStep[];
  readonly onAsk: (asked: Asked) => void;
  /** What applying the pending ones would do, where that is known. */
  readonly planned?: readonly PlannedStep[] | undefined;
  /** The step that is being applied just now. */
  readonly running?: string | null;
};

const groups = ['plan', 'lectern'] as const;

/** Every step in order; the one that is open shows its SQL. Arrow keys move, Enter opens. */
export function StepList({ steps, onAsk, planned = [], running = null }: StepListProps) {
  const t = useTexts(texts);
  const [openName, setOpen] = useSearchParam('step');
  const list = useRef<HTMLDivElement>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-step]') ?? [])];
  const focusAt = (index: number) => rows().at(index)?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows().findIndex((row) => row === event.target);
    const target = targetOf(event.key, at, steps.length);
    if (at < 0 || target === null) return;
    event.preventDefault();
    focusAt(target);
  };
  const openBeside = (move: 1 | -1) => {
    const at = steps.findIndex(({ name }) => name === openName);
    const next = at < 0 ? steps[0] : steps[at + move];
    if (!next) return;
    setOpen(next.name);
    focusAt(steps.indexOf(next));
  };
  useStepActions(openBeside);
  return (
    <div ref={list} className={styles.steps} onKeyDown={onKeyDown}>
      {groups.map((group) => {
        const members = steps.filter((step) => step.group === group);
        if (members.length === 0) return null;
        return (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h2 className={styles.group}>
              {t(`groups.${group}`)}
              <span>
                {t('groupCount', {
                  applied: members.filter(isApplied).length,
                  total: members.length,
                })}
              </span>
            </h2>
            <ul className={styles.rows}>
              {members.map((step) => (
                <li key={step.name}>
                  <StepRow
                    step={step}
                    isOpen={step.name === openName}
                    isStop={step.name === (openName || steps[0]?.name)}
                    onToggle={() => setOpen(step.name === openName ? '' : step.name)}
                    planned={
                      isApplied(step) ? undefined : planned.find(({ name }) => name === step.name)
                    }
                    isRunning={step.name === running}
                  />
                  {step.name === openName && <StepSql step={step} steps={steps} onAsk={onAsk} />}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  const targets: { readonly [key: string]: number } = {
    ArrowDown: Math.min(at + 1, count - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: count - 1,
  };
  return targets[key] ?? null;
}

function useStepActions(openBeside: (move: 1 | -1) => void): void {
  const t = useTexts(texts);
  const group = t('group');
  useActions([
    {
      id: 'database.next',
      name: t('actions.next'),
      group,
      shortcut: 'j',
      unlisted: true,
      run: () => openBeside(1),
    },
    {
      id: 'database.previous',
      name: t('actions.previous'),
      group,
      shortcut: 'k',
      unlisted: true,
      run: () => openBeside(-1),
    },
  ]);
}
