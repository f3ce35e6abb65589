import { useState } from 'react';
import type { AnswerOf, Client } from '../../../client';
import { bridge, forgetWorkspace, reportFailed } from '../../../client';
import { Button } from '../../../ui/button/button';
import { textsOf, useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import styles from '../sync.module.css';
import { texts } from './texts';

export type Obstacle = 'sample' | 'readOnly' | 'notEmpty';

type Info = AnswerOf<Client['workspace']['info']>;

/** What has to be nothing, so that the server's rows and the workspace's cannot be mixed up. */
const contents = ['Course', 'Quiz', 'Assignment', 'Question', 'AssignmentSubmission'] as const;

/** Why this workspace cannot be given a server; null when it can. */
export function obstacleOf({ sample, readOnly, counts }: Info): Obstacle | null {
  if (sample) return 'sample';
  if (readOnly) return 'readOnly';
  return contents.some((table) => (counts[table] ?? 0) > 0) ? 'notEmpty' : null;
}

async function createEmpty(): Promise<void> {
  const t = textsOf(texts);
  const file = await bridge().shell.saveFile({
    title: t('empty.title'),
    suggestedName: t('empty.name'),
    filters: [{ name: t('empty.filter'), extensions: ['lectern'] }],
  });
  if (!file) return;
  const result = await bridge().shell.createWorkspace(file, false);
  if (result.ok) forgetWorkspace();
  else reportFailed(result.error, t('empty.failed'));
}

/** Says why it cannot be connected, and offers a new workspace that can. */
export function NotPossible({ obstacle }: { readonly obstacle: Obstacle }) {
  const t = useTexts(texts);
  const [isCreating, setCreating] = useState(false);
  const create = async () => {
    setCreating(true);
    await createEmpty();
    setCreating(false);
  };
  return (
    <div className={styles.notice}>
      <Icon name="info" tone="wait" />
      <div className={styles.stack}>
        <b>{t(`obstacle.${obstacle}`)}</b>
        <span>{t(`obstacle.${obstacle}Text`)}</span>
        <span className={styles.deeds}>
          <Button look="primary" pending={isCreating} onClick={() => void create()}>
            {t('empty.create')}
          </Button>
        </span>
        <span className={styles.faint}>{t('empty.note')}</span>
      </div>
    </div>
  );
}
