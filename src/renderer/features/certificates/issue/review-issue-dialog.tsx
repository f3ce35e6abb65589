import { useState } from 'react';
import { bridge } from '../../../client';
import { Button } from '../../../ui/button/button';
import { ReviewDialog } from '../../../ui/dialog/review-dialog';
import { Facts } from '../../../ui/facts/facts';
import { useTexts } from '../../../ui/i18n/texts';
import { formatNumber } from '../../../ui/number-text/format-number';
import { texts } from '../texts';
import type { EligibleLearner } from './eligibility';

type ReviewIssueProps = {
  readonly course: { readonly title: string };
  readonly learners: readonly EligibleLearner[];
  readonly onClose: () => void;
  /** The folder for the files, or null for the workspace's own. */
  readonly onConfirm: (out: string | null) => void;
};

/** The step before certificates are issued: how many, where to, and what cannot be taken back. */
export function ReviewIssueDialog({ course, learners, onClose, onConfirm }: ReviewIssueProps) {
  const t = useTexts(texts);
  const [out, setOut] = useState<string | null>(null);
  const named = learners.filter(({ learnerName }) => learnerName !== null).length;
  const nameless = learners.length - named;
  const choose = async () => {
    const folder = await bridge().shell.chooseFolder({ title: t('review.folderTitle') });
    if (folder !== null) setOut(folder);
  };
  return (
    <ReviewDialog
      opened
      onClose={onClose}
      title={t('review.title', { course: course.title })}
      lead={t('review.lead')}
      consequences={[
        { text: t('review.learners'), figure: formatNumber(named), tone: 'good' },
        ...(nameless === 0
          ? []
          : [{ text: t('review.noName'), figure: formatNumber(nameless), tone: 'wait' as const }]),
        { text: t('review.noUndo'), tone: 'wait' },
      ]}
      confirmLabel={t('review.confirm', { count: named })}
      onConfirm={() => onConfirm(out)}
    >
      <Facts
        facts={[
          {
            name: t('review.folder'),
            value: out ?? t('review.ownFolder'),
            action: (
              <>
                {out !== null && (
                  <Button size="small" look="quiet" onClick={() => setOut(null)}>
                    {t('review.own')}
                  </Button>
                )}
                <Button size="small" onClick={() => void choose()}>
                  {t('review.change')}
                </Button>
              </>
            ),
          },
        ]}
      />
    </ReviewDialog>
  );
}
