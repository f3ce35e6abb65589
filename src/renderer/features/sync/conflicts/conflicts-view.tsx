import { useEffect, useRef, useState } from 'react';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { SkeletonLines } from '../../../ui/skeleton/skeleton';
import { texts } from '../texts';
import { ConflictDetail } from './conflict-detail';
import { ConflictList } from './conflict-list';
import styles from './conflicts.module.css';
import { useConflicts } from './use-conflicts';

/** Conflicts side by side: base, mine, theirs; decided field by field, by keyboard or pointer. */
export function ConflictsView() {
  const t = useTexts(texts);
  const conflicts = useConflicts();
  const { all, current, query } = conflicts;
  const [hadSome, setHadSome] = useState(false);
  if (current && !hadSome) setHadSome(true);
  if (query.failure && !all) {
    return <ErrorPanel title={t('conflicts.failed')} {...query.failure} onRetry={query.retry} />;
  }
  if (!all) return <SkeletonLines lines={5} />;
  if (!current) {
    return <NothingLeft tookFocus={hadSome} />;
  }
  return (
    <div className={styles.view}>
      <ConflictList conflicts={conflicts} />
      {/* Another conflict begins at its own first field. */}
      <ConflictDetail key={current.op} conflict={current} conflicts={conflicts} />
    </div>
  );
}

/** Nothing to decide; after the last decision the focus would otherwise be nowhere. */
function NothingLeft({ tookFocus }: { readonly tookFocus: boolean }) {
  const t = useTexts(texts);
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tookFocus) room.current?.focus();
  }, [tookFocus]);
  return (
    <div ref={room} tabIndex={-1} className={styles.nothing}>
      <EmptyState icon="check" title={t('conflicts.none')} text={t('conflicts.noneText')} />
    </div>
  );
}
