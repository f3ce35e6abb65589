import type { OfflineFile } from '../../../shared/contract/attachments';
import { bridge, client, useCommand, useQuery } from '../../client';
import { IconButton } from '../../ui/button/icon-button';
import { useTexts } from '../../ui/i18n/texts';
import { Icon } from '../../ui/icons/icon';
import type { IconName } from '../../ui/icons/icons';
import { formatBytes } from '../../ui/number-text/format-number';
import { copyText, showToast } from '../../ui/toast/toast';
import styles from './work-files.module.css';
import { texts } from './texts';

type State = OfflineFile['state'];

const icons: { readonly [S in State]: IconName } = {
  kept: 'check',
  fetching: 'sync',
  waiting: 'clock',
  failed: 'warning',
  too_large: 'warning',
  refused: 'error',
  not_kept: 'circle',
};

const tones: { readonly [S in State]: 'good' | 'wait' | 'bad' | 'muted' } = {
  kept: 'good',
  fetching: 'muted',
  waiting: 'muted',
  failed: 'wait',
  too_large: 'wait',
  refused: 'bad',
  not_kept: 'muted',
};

/**
 * The files of a submission, and whether each is here without a network. A kept one can be saved
 * as a copy; nothing a learner handed in is ever opened inside this window.
 */
export function WorkFiles({ submissionId }: { readonly submissionId: string }) {
  const t = useTexts(texts);
  const { data, failure } = useQuery(client.attachments.list, { submissionId });
  if (failure) return <p className={styles.fileProblem}>{failure.message}</p>;
  const files = data?.files ?? [];
  if (files.length === 0) return null;
  const problems = files.filter(({ problem, state }) => problem && state !== 'kept');
  return (
    <section className={styles.files} aria-label={t('files.label')}>
      <ul>
        {files.map((file) => (
          <WorkFile key={file.url} file={file} canFetch={data?.canFetch === true} />
        ))}
      </ul>
      {problems.map(({ url, name, problem }) => (
        <p key={url} className={styles.fileProblem}>
          <b dir="auto">{name}</b> {problem?.message}
        </p>
      ))}
    </section>
  );
}

function WorkFile({ file, canFetch }: { readonly file: OfflineFile; readonly canFetch: boolean }) {
  const t = useTexts(texts);
  const { url, name, state, bytes } = file;
  const fetchAgain = useCommand(client.attachments.fetch, { failureTitle: t('files.notFetched') });
  const { save, isPending } = useSaveCopy(file);
  const size = state === 'kept' && bytes !== null ? ` · ${formatBytes(bytes)}` : '';
  return (
    <li className={styles.workFile}>
      <Icon name={icons[state]} tone={tones[state]} />
      <button
        type="button"
        className={styles.fileName}
        dir="auto"
        title={t('work.copyAddress', { file: name })}
        onClick={() => copyText(url)}
      >
        {name}
      </button>
      <span className={styles.fileState}>
        {t(`files.state.${state}`)}
        {size}
      </span>
      {state === 'kept' && (
        <IconButton
          icon="export"
          size="small"
          label={t('files.save', { file: name })}
          disabled={isPending}
          onClick={() => void save()}
        />
      )}
      {canFetch && isWorthFetching(file) && (
        <IconButton
          icon="sync"
          size="small"
          label={t('files.fetch', { file: name })}
          disabled={fetchAgain.isPending}
          onClick={() => void fetchAgain.run({ urls: [url] })}
        />
      )}
    </li>
  );
}

/** An address of another scheme stays one, and a file stays too large until the limit is changed. */
function isWorthFetching({ state, retryAt }: OfflineFile): boolean {
  if (state === 'refused') return retryAt !== null;
  return state === 'waiting' || state === 'failed' || state === 'not_kept';
}

/** Asks where to, then has the engine write a copy there and offers to show it in its folder. */
function useSaveCopy({ url, name }: OfflineFile) {
  const t = useTexts(texts);
  const copy = useCommand(client.attachments.saveCopy, {
    failureTitle: t('files.notSaved'),
    onDone: ({ file }) =>
      showToast({
        message: t('files.saved', { file: name }),
        action: {
          label: t('files.show'),
          run: () => void bridge().shell.showInFolder(file),
        },
      }),
  });
  const save = async (): Promise<void> => {
    const file = await bridge().shell.saveFile({
      title: t('files.saveTitle'),
      suggestedName: name,
      filters: [],
    });
    if (file !== null) await copy.run({ url, file });
  };
  return { save, isPending: copy.isPending };
}
