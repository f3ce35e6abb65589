import type { RowConflict } from '../../client';
import { useActions } from '../../ui/actions/registry';
import { useTexts } from '../../ui/i18n/texts';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { navigate } from '../../ui/navigation/location';
import styles from './grading-room.module.css';
import { texts } from './texts';

/** Both scores of a conflict, such as `68 / 75`; null when it is about something else. */
export function scoresOf({ fields }: RowConflict): string | null {
  const score = fields.find(({ field }) => field === 'score');
  return score ? `${score.mine ?? '–'} / ${score.theirs ?? '–'}` : null;
}

/** Says above the score that somebody else changed it too, with the way to decide. */
export function ConflictNotice({ conflict }: { readonly conflict: RowConflict }) {
  const t = useTexts(texts);
  const { op, who } = conflict;
  useActions(
    op === null
      ? []
      : [
          {
            id: 'grading.conflict',
            name: t('actions.conflict'),
            group: t('group'),
            run: () => navigate(addresses.syncConflict(op)),
          },
        ],
  );
  const scores = scoresOf(conflict);
  return (
    <p className={styles.conflict} role="status">
      <span>
        {who === null ? t('conflict.yours') : t('conflict.others', { who })}
        {scores && ` ${t('conflict.scores', { scores })}`}
      </span>
      {op !== null && <Link to={addresses.syncConflict(op)}>{t('conflict.decide')}</Link>}
    </p>
  );
}
