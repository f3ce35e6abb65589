import { useEffect, useMemo } from 'react';
import { client, useQuery } from '../../../client';
import { Button } from '../../../ui/button/button';
import { Dialog } from '../../../ui/dialog/dialog';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { SkeletonLines } from '../../../ui/skeleton/skeleton';
import { useLatest } from '../../../ui/use-latest';
import styles from '../certificates.module.css';
import type { EligibleLearner } from '../issue/eligibility';
import { texts } from '../texts';
import { PagePicture } from './page-picture';
import { savePdf } from './save-pdf';

type PreviewDialogProps = {
  readonly courseId: string;
  readonly learner: EligibleLearner;
  readonly onClose: () => void;
};

/** The page a learner would get, before anything is issued. */
export function PreviewDialog({ courseId, learner, onClose }: PreviewDialogProps) {
  const t = useTexts(texts);
  const { userId, learnerName } = learner;
  const name = learnerName ?? userId;
  const preview = useQuery(client.certificates.preview, { courseId, userId });
  const { data, failure } = preview;
  const latest = useLatest(preview.retry);
  // It carries today's name and date, and no table tells when those have changed.
  useEffect(() => latest.current(), [latest]);
  const bytes = useMemo(() => data && data.pdf !== '' && bytesOf(data.pdf), [data]);
  return (
    <Dialog
      opened
      size="large"
      onClose={onClose}
      title={t('preview.title', { name })}
      footer={
        <Button
          data-autofocus
          icon="export"
          pending={preview.isLoading}
          disabled={data !== undefined && !bytes}
          onClick={() => bytes && savePdf(bytes, t('preview.fileName', { name }))}
        >
          {t('preview.save')}
        </Button>
      }
    >
      {preview.isLoading && (
        <div className={styles.pageWait}>
          <SkeletonLines lines={3} />
        </div>
      )}
      {failure && <ErrorPanel title={t('preview.failed')} {...failure} onRetry={preview.retry} />}
      {bytes && <PagePicture pdf={bytes} name={name} />}
      {bytes && <p>{t('preview.note')}</p>}
      {data && data.problems.length > 0 && <Problems problems={data.problems} />}
    </Dialog>
  );
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  const t = useTexts(texts);
  return (
    <section>
      <h2>{t('preview.problems')}</h2>
      <ul className={styles.resultList}>
        {problems.map((problem) => (
          <li key={problem}>
            <Icon name="warning" tone="wait" />
            <span>{problem}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
