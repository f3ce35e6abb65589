import { useState } from 'react';
import type { ImportedQuestion } from '../../../shared/contract/imports';
import { ErrorPanel } from '../../ui/error-panel/error-panel';
import { useTexts } from '../../ui/i18n/texts';
import { fileOf } from './count-import';
import { DraftDetail } from './draft-detail';
import { DuplicatesPanel } from './duplicates-panel';
import { FileCard } from './file-card';
import styles from './imports.module.css';
import { PreviewList } from './preview-list';
import { TargetPanel } from './target-panel';
import { texts } from './texts';
import { Button } from '../../ui/button/button';
import type { Bringing } from './use-import';

/** Files and decisions on the left, every question in the middle, all of one on the right. */
export function PreviewPanes({ bringing }: { readonly bringing: Bringing }) {
  const t = useTexts(texts);
  const { preview, sources } = bringing;
  const [current, setCurrent] = useState<ImportedQuestion | undefined>(undefined);
  const files = preview?.files ?? [];
  const isSettled = files.length === sources.length;
  return (
    <div className={styles.panes}>
      <section className={styles.side} aria-label={t('files.heading')}>
        <div className={styles.sideTop}>
          <h3>{t('files.heading')}</h3>
          <Button look="quiet" size="small" icon="plus" onClick={bringing.choose}>
            {t('files.more')}
          </Button>
        </div>
        {sources.map((source, at) => (
          <FileCard
            key={source.key}
            source={source}
            summary={isSettled ? files[at] : undefined}
            isReading={preview?.state === 'reading'}
          />
        ))}
        <TargetPanel bringing={bringing} />
        {(bringing.counts.duplicate > 0 || bringing.target.kind === 'quiz') && <DuplicatesPanel />}
      </section>
      {preview?.failure ? (
        <div className={styles.failed}>
          <ErrorPanel title={t('readFailed')} {...preview.failure} onRetry={bringing.retry} />
        </div>
      ) : (
        <PreviewList bringing={bringing} current={current} onCurrent={setCurrent} />
      )}
      <DraftDetail
        question={current}
        file={current && isSettled ? fileOf(files, current.index)?.file : undefined}
      />
    </div>
  );
}
