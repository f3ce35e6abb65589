import { useState } from 'react';
import type { CertificateRow } from '../../../shared/contract/certificates';
import { useActions } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { IconButton } from '../../ui/button/icon-button';
import { DateText } from '../../ui/date-text/date-text';
import { Facts } from '../../ui/facts/facts';
import type { Fact } from '../../ui/facts/facts';
import { useTexts } from '../../ui/i18n/texts';
import { Inspector } from '../../ui/inspector/inspector';
import { addresses } from '../../ui/navigation/addresses';
import { Link } from '../../ui/navigation/link';
import { Section } from '../../ui/page/page';
import { copyText } from '../../ui/toast/toast';
import { showFile, StatusTag } from './certificate-columns';
import { versionsOf } from './certificate-filter';
import styles from './certificates.module.css';
import { ReissueDialog } from './reissue-dialog';
import { RevokeDialog } from './revoke-dialog';
import { texts } from './texts';

type CertificateDetailProps = {
  readonly row: CertificateRow;
  readonly all: readonly CertificateRow[];
  readonly onOpen: (code: string) => void;
  readonly onClose: () => void;
};

/** One certificate: its facts, its versions, and what can be done with it. */
export function CertificateDetail({ row, all, onOpen, onClose }: CertificateDetailProps) {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<'reissue' | 'revoke' | null>(null);
  const versions = versionsOf(all, row);
  const isNewest = versions[0]?.id === row.id;
  const canReissue = isNewest && row.status !== 'pending';
  const canRevoke = isNewest && row.status === 'issued';
  const facts = useFacts(row);
  useDetailActions(row, {
    reissue: canReissue ? () => setAsked('reissue') : null,
    revoke: canRevoke ? () => setAsked('revoke') : null,
  });
  return (
    <Inspector id="certificate" title={row.learnerName} onClose={onClose}>
      <div className={styles.detailFacts}>
        <Facts facts={facts} />
      </div>
      {isNewest ? (
        <div className={styles.deeds}>
          <Button disabled={!canReissue} onClick={() => setAsked('reissue')}>
            {t('detail.reissue')}
          </Button>
          <Button disabled={!canRevoke} onClick={() => setAsked('revoke')}>
            {t('detail.revoke')}
          </Button>
        </div>
      ) : (
        <p className={styles.note}>{t('detail.follow')}</p>
      )}
      <Versions versions={versions} shown={row} onOpen={onOpen} />
      {asked === 'reissue' && (
        <ReissueDialog row={row} onClose={() => setAsked(null)} onReissued={onOpen} />
      )}
      {asked === 'revoke' && <RevokeDialog row={row} onClose={() => setAsked(null)} />}
    </Inspector>
  );
}

function useFacts(row: CertificateRow): readonly Fact[] {
  const t = useTexts(texts);
  const { code, file, sha256, reason } = row;
  const copyLabel = t('detail.copyFingerprint');
  return [
    { name: t('detail.status'), value: <StatusTag status={row.status} /> },
    ...(reason === null ? [] : [{ name: t('detail.reason'), value: reason }]),
    {
      name: t('detail.learner'),
      value: <Link to={addresses.person(row.userId)}>{row.learnerName}</Link>,
    },
    {
      name: t('detail.course'),
      value: <Link to={addresses.course(row.courseId)}>{row.courseTitle}</Link>,
    },
    {
      name: t('detail.code'),
      value: <code className={styles.code}>{code}</code>,
      action: (
        <IconButton
          icon="copy"
          size="small"
          label={t('detail.copyCode')}
          onClick={() => void copyText(code)}
        />
      ),
    },
    { name: t('detail.issued'), value: <DateText value={row.issuedAt} kind="time" /> },
    {
      name: t('detail.file'),
      // Not by its first letter: the code and the ending would change places after an Arabic name.
      value: file === null ? t('list.noFile') : <span dir="ltr">{fileName(file)}</span>,
      action: file !== null && (
        <IconButton
          icon="folder"
          size="small"
          label={t('list.show')}
          onClick={() => showFile(file)}
        />
      ),
    },
    ...(sha256 === null
      ? []
      : [
          {
            name: t('detail.fingerprint'),
            value: (
              <code title={t('detail.fingerprintTitle', { sha256 })}>{sha256.slice(0, 12)}…</code>
            ),
            action: (
              <IconButton
                icon="copy"
                size="small"
                label={copyLabel}
                onClick={() => void copyText(sha256)}
              />
            ),
          },
        ]),
  ];
}

function fileName(file: string): string {
  return file.split(/[\\/]/u).at(-1) ?? file;
}

function useDetailActions(
  row: CertificateRow,
  run: { readonly reissue: (() => void) | null; readonly revoke: (() => void) | null },
): void {
  const t = useTexts(texts);
  const group = t('group');
  const { code, file } = row;
  useActions([
    { id: 'certificates.copy', name: t('actions.copy'), group, run: () => void copyText(code) },
    {
      id: 'certificates.show',
      name: t('actions.show'),
      group,
      shortcut: 'o',
      disabled: file === null,
      run: () => file !== null && showFile(file),
    },
    {
      id: 'certificates.reissue',
      name: t('actions.reissue'),
      group,
      disabled: run.reissue === null,
      run: () => run.reissue?.(),
    },
    {
      id: 'certificates.revoke',
      name: t('actions.revoke'),
      group,
      disabled: run.revoke === null,
      run: () => run.revoke?.(),
    },
  ]);
}

function Versions({
  versions,
  shown,
  onOpen,
}: {
  readonly versions: readonly CertificateRow[];
  readonly shown: CertificateRow;
  readonly onOpen: (code: string) => void;
}) {
  const t = useTexts(texts);
  return (
    <Section title={t('detail.versions')}>
      <ul className={styles.versions}>
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              className={styles.version}
              aria-current={version.id === shown.id}
              onClick={() => onOpen(version.code)}
            >
              <span>{t('detail.version', { version: version.version })}</span>
              <code className={styles.code}>{version.code}</code>
              <StatusTag status={version.status} />
              <span className={styles.versionDate}>
                <DateText value={version.issuedAt} />
                {version.reason && ` · ${version.reason}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
