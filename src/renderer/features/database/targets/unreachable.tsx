import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../../shared/kernel/errors';
import { Button } from '../../../ui/button/button';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorPanel } from '../../../ui/error-panel/error-panel';
import { useTexts } from '../../../ui/i18n/texts';
import { PageHeader } from '../../../ui/page-header/page-header';
import { useSubject } from '../subject';
import { texts as pageTexts } from '../texts';
import { AskPassword } from './ask-password';
import styles from './targets.module.css';
import { texts } from './texts';

type UnreachableProps = {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
};

/** A database that cannot be asked: why, and the ways on. Where a password is missing it is asked for. */
export function Unreachable({ failure, onRetry, onEdit, onLeave }: UnreachableProps) {
  const t = useTexts(texts);
  const page = useTexts(pageTexts);
  const { target } = useSubject();
  const problem = failure.details?.problem;
  const wantsPassword =
    target !== null && (problem === 'password_needed' || problem === 'password_wrong');
  // The failure that the person has turned away from; the next one asks again.
  const [refused, setRefused] = useState<Failure | null>(null);
  return (
    <div className={styles.unreachable}>
      <ErrorPanel
        title={target ? t('cannotConnect', { name: target.name }) : page('failed')}
        message={failure.message}
        reference={failure.reference}
        onRetry={onRetry}
        actions={
          target && (
            <>
              {wantsPassword && (
                <Button onClick={() => setRefused(null)}>{t('enterPassword')}</Button>
              )}
              <Button onClick={onEdit}>{t('editServer')}</Button>
              <Button look="quiet" onClick={onLeave}>
                {t('toWorkspace')}
              </Button>
            </>
          )
        }
      />
      {target && wantsPassword && refused !== failure && (
        <AskPassword
          target={target}
          failure={failure}
          onClose={() => setRefused(failure)}
          onKnown={onRetry}
        />
      )}
    </div>
  );
}

/** The address names a server that is not saved any more. */
export function UnknownTarget({
  menu,
  onLeave,
}: {
  readonly menu: ReactNode;
  readonly onLeave: () => void;
}) {
  const t = useTexts(texts);
  const page = useTexts(pageTexts);
  return (
    <>
      <PageHeader title={page('title')} tags={menu} />
      <EmptyState
        icon="database"
        title={t('gone')}
        text={t('goneText')}
        action={<Button onClick={onLeave}>{t('toWorkspace')}</Button>}
      />
    </>
  );
}
