import { useRef } from 'react';
import { maxPointsSchema } from '../../../shared/domain/assignments';
import { titleSchema, xpRewardSchema } from '../../../shared/domain/courses';
import { client, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { Switch } from '../../ui/field/checkbox';
import { TextField } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { Section } from '../../ui/page/page';
import type { AssignmentDetail } from './assignment-detail';
import { AssignmentPlace } from './assignment-place';
import styles from './assignments.module.css';
import { DescriptionField } from './description-field';
import { DueField } from './due-field';
import { LateRule } from './late-rule';
import { NumberSetting } from './number-setting';
import { texts } from './texts';
import { useFieldDraft } from './use-field-draft';

type FormProps = { readonly assignment: AssignmentDetail };

const pointBounds = [maxPointsSchema.minValue ?? 1, maxPointsSchema.maxValue ?? 1] as const;
const xpBounds = [xpRewardSchema.minValue ?? 0, xpRewardSchema.maxValue ?? 0] as const;

/** All there is to say about an assignment; each field is stored when it is left. */
export function AssignmentForm({ assignment }: FormProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <TitleField assignment={assignment} />
        <DescriptionField assignment={assignment} />
      </div>
      <div className={styles.aside}>
        <Settings assignment={assignment} />
        <LateRule assignment={assignment} />
      </div>
    </div>
  );
}

function TitleField({ assignment: { id, title } }: FormProps) {
  const t = useTexts(texts);
  const input = useRef<HTMLInputElement>(null);
  const save = useCommand(client.assignments.update, { failureTitle: t('field.failed') });
  const accepts = (text: string) => titleSchema.safeParse(text).success;
  const field = useFieldDraft(title, (text) => save.run({ id, patch: { title: text } }), accepts);
  const checked = titleSchema.safeParse(field.value);
  useActions([
    {
      id: 'assignments.rename',
      name: t('actions.rename'),
      group: t('group'),
      shortcut: 'F2',
      run: () => input.current?.select(),
    },
  ]);
  return (
    <TextField
      ref={input}
      label={t('field.title')}
      error={checked.success ? undefined : checked.error.issues[0]?.message}
      value={field.value}
      onChange={field.type}
      onBlur={field.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') field.commit();
        if (event.key === 'Escape') field.reset();
      }}
    />
  );
}

function Settings({ assignment }: FormProps) {
  const t = useTexts(texts);
  const { id, maxPoints, xpReward, allowLateSubmission } = assignment;
  const save = useCommand(client.assignments.update, { failureTitle: t('field.failed') });
  return (
    <Section title={t('field.settings')}>
      <div className={styles.settings}>
        <AssignmentPlace assignment={assignment} />
        <DueField assignment={assignment} />
        <div className={styles.pair}>
          <NumberSetting
            label={t('field.maxPoints')}
            stored={maxPoints}
            bounds={pointBounds}
            step={5}
            store={(value) => save.run({ id, patch: { maxPoints: value } })}
          />
          <NumberSetting
            label={t('field.xp')}
            stored={xpReward}
            bounds={xpBounds}
            step={10}
            store={(value) => save.run({ id, patch: { xpReward: value } })}
          />
        </div>
        <Switch
          label={t('field.allowLate')}
          hint={t('field.allowLateHint')}
          checked={allowLateSubmission}
          onChange={(value) => void save.run({ id, patch: { allowLateSubmission: value } })}
        />
      </div>
    </Section>
  );
}
