import type { MigrationStep } from '../../../../shared/contract/migrate';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import type { IconName } from '../../../ui/icons/icons';
import { formatNumber } from '../../../ui/number-text/format-number';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import styles from '../database.module.css';
import { blockingLocks, lockText } from '../apply/plan-text';
import { useDuration } from './step-duration';
import { splitName } from './steps';
import type { PlannedStep } from './steps';
import { texts } from '../texts';

type State = MigrationStep['state'];

const looks: {
  readonly [state in State]: {
    readonly icon: IconName;
    readonly iconTone: 'good' | 'muted' | 'wait' | 'bad';
    readonly tag: TagTone;
  };
} = {
  applied: { icon: 'check', iconTone: 'good', tag: 'good' },
  pending: { icon: 'circle', iconTone: 'muted', tag: 'plain' },
  partial: { icon: 'clock', iconTone: 'wait', tag: 'wait' },
  edited: { icon: 'warning', iconTone: 'bad', tag: 'bad' },
};

type StepRowProps = {
  readonly step: MigrationStep;
  readonly isOpen: boolean;
  /** The one row that Tab reaches; arrow keys go on from there. */
  readonly isStop: boolean;
  readonly onToggle: () => void;
  /** What applying it would do; undefined for a step that stands, or while that is worked out. */
  readonly planned?: PlannedStep | undefined;
  /** It is being applied just now. */
  readonly isRunning?: boolean;
};

/** One step in a line: state, number, name, what it makes, how long it took. */
export function StepRow({
  step,
  isOpen,
  isStop,
  onToggle,
  planned,
  isRunning = false,
}: StepRowProps) {
  const t = useTexts(texts);
  const { number, title } = splitName(step.name);
  const look = looks[step.state];
  return (
    <button
      type="button"
      data-step={step.name}
      className={styles.step}
      aria-expanded={isOpen}
      tabIndex={isStop ? 0 : -1}
      onClick={onToggle}
    >
      <Icon name={look.icon} tone={look.iconTone} />
      <span className={styles.number}>{number}</span>
      <span className={styles.name}>{title}</span>
      <span className={styles.summary} title={step.summary}>
        {planned ? lockText(blockingLocks(planned.locks)) || t('plan.noLock') : step.summary}
      </span>
      <span className={styles.duration}>
        {planned ? <Estimate planned={planned} /> : <Duration step={step} />}
      </span>
      <span className={styles.tag}>
        {isRunning ? (
          <Tag tone="accent">{t('running')}</Tag>
        ) : (
          <Tag tone={look.tag}>{t(`state.${step.state}`)}</Tag>
        )}
      </span>
    </button>
  );
}

function Duration({ step: { durationMs, retries } }: { readonly step: MigrationStep }) {
  const t = useTexts(texts);
  const duration = useDuration();
  if (durationMs === null) return null;
  return (
    <>
      {duration(durationMs)}
      {retries > 0 && ` · ${t('retries', { count: retries })}`}
    </>
  );
}

function Estimate({ planned: { rows, exists } }: { readonly planned: PlannedStep }) {
  const t = useTexts(texts);
  if (exists) return t('plan.isThere');
  if (rows === 0) return null;
  return rows === 1 ? t('plan.oneRow') : t('plan.manyRows', { rows: formatNumber(rows) });
}
