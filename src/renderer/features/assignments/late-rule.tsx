import type { LatePolicy } from '../../../shared/domain/late-policy';
import type { Failure } from '../../../shared/kernel/errors';
import type { Result } from '../../../shared/kernel/result';
import { client, useCommand } from '../../client';
import { Switch } from '../../ui/field/checkbox';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { Section } from '../../ui/page/page';
import type { AssignmentDetail } from './assignment-detail';
import styles from './assignments.module.css';
import { LateRuleExplained } from './late-rule-explained';
import { firstPolicy, intervalUnits, joinInterval, splitInterval } from './late-rule-words';
import type { IntervalUnit } from './late-rule-words';
import { NumberSetting } from './number-setting';
import { texts } from './texts';

/** What late work costs: on or off, how much, and what that means in words and in an example. */
export function LateRule({ assignment }: { readonly assignment: AssignmentDetail }) {
  const t = useTexts(texts);
  const { id, latePolicy, maxPoints, dueDate } = assignment;
  const save = useCommand(client.assignments.setLatePolicy, { failureTitle: t('late.failed') });
  const isOn = latePolicy !== null;
  return (
    <Section title={t('late.heading')}>
      <Switch
        label={t('late.on')}
        hint={isOn ? undefined : t('late.off')}
        checked={isOn}
        onChange={(on) => void save.run({ id, policy: on ? firstPolicy : null })}
      />
      {latePolicy && (
        <>
          <PolicyFields policy={latePolicy} store={(policy) => save.run({ id, policy })} />
          <LateRuleExplained
            policy={latePolicy}
            maxPoints={maxPoints}
            hasDueDate={dueDate !== null}
          />
        </>
      )}
    </Section>
  );
}

type PolicyFieldsProps = {
  readonly policy: LatePolicy;
  readonly store: (policy: LatePolicy) => Promise<Result<unknown, Failure>>;
};

function PolicyFields({ policy, store }: PolicyFieldsProps) {
  const t = useTexts(texts);
  const { count, unit } = splitInterval(policy.intervalSeconds);
  const units: readonly IntervalUnit[] =
    unit === 'second' ? ['second', ...intervalUnits] : intervalUnits;
  const storeInterval = (nextCount: number, nextUnit: IntervalUnit) =>
    store({ ...policy, intervalSeconds: joinInterval(nextCount, nextUnit) });
  return (
    <div className={styles.policy}>
      <NumberSetting
        label={t('late.rate')}
        unit={t('late.percent')}
        stored={policy.rate}
        bounds={[0, 100]}
        whole={false}
        step={5}
        store={(rate) => store({ ...policy, rate })}
      />
      <NumberSetting
        label={t('late.interval')}
        stored={count}
        bounds={[1, unit === 'second' ? 31_536_000 : 1000]}
        store={(next) => storeInterval(next, unit)}
      />
      <Select
        label={t('late.unit')}
        value={unit}
        options={units.map((value) => ({
          value,
          label: t(count === 1 ? `late.one.${value}` : `late.many.${value}`),
        }))}
        onChange={(next) => next !== unit && void storeInterval(count, next)}
      />
      <NumberSetting
        label={t('late.floor')}
        hint={t('late.floorHint')}
        unit={t('late.percent')}
        stored={policy.floorPercent}
        bounds={[0, 100]}
        whole={false}
        step={5}
        className={styles.floor}
        store={(floorPercent) => store({ ...policy, floorPercent })}
      />
    </div>
  );
}
