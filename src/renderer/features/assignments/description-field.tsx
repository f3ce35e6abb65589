import { useRef, useState } from 'react';
import { client, useCommand } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Textarea } from '../../ui/field/text-field';
import { useTexts } from '../../ui/i18n/texts';
import { Markdown } from '../../ui/markdown/markdown';
import { Section } from '../../ui/page/page';
import type { AssignmentDetail } from './assignment-detail';
import styles from './assignments.module.css';
import { texts } from './texts';
import { useFieldDraft } from './use-field-draft';

type View = 'write' | 'read';

/** What learners are to do, written as Markdown or read as they will read it. */
export function DescriptionField({ assignment }: { readonly assignment: AssignmentDetail }) {
  const t = useTexts(texts);
  const { id, description } = assignment;
  const [view, setView] = useState<View>('write');
  const area = useRef<HTMLTextAreaElement>(null);
  const save = useCommand(client.assignments.update, { failureTitle: t('field.failed') });
  const field = useFieldDraft(description, (text) =>
    save.run({ id, patch: { description: text } }),
  );
  const toggle = () => {
    field.commit();
    setView((now) => (now === 'write' ? 'read' : 'write'));
  };
  useActions([
    {
      id: 'assignments.preview',
      name: t('actions.preview'),
      group: t('group'),
      shortcut: 'mod+Shift+p',
      run: toggle,
    },
  ]);
  return (
    <Section
      title={t('field.description')}
      aside={
        <SegmentedControl<View>
          label={t('field.descriptionView')}
          hideLabel
          value={view}
          onChange={setView}
          options={[
            { value: 'write', label: t('field.write') },
            { value: 'read', label: t('field.read') },
          ]}
        />
      }
    >
      {view === 'write' ? (
        <Textarea
          ref={area}
          label={t('field.description')}
          hideLabel
          hint={t('field.descriptionHint')}
          face="serif"
          className={styles.description}
          value={field.value}
          onChange={field.type}
          onBlur={field.commit}
        />
      ) : (
        <div className={styles.preview}>
          {field.value.trim() === '' ? (
            <p className={styles.note}>{t('field.nothingWritten')}</p>
          ) : (
            <Markdown source={field.value} />
          )}
        </div>
      )}
    </Section>
  );
}
