import type { SyncStatus } from '../../../../shared/contract/sync';
import { Tag } from '../../../ui/tag/tag';
import type { TagTone } from '../../../ui/tag/tag';
import { statusLine } from './status-line';
import type { StatusTone } from './status-line';
import { useNow } from './use-now';

const tones: { readonly [tone in StatusTone]: TagTone } = {
  good: 'good',
  wait: 'wait',
  bad: 'bad',
  busy: 'accent',
};

/** The state beside the title of the page. */
export function StatusTag({ status }: { readonly status: SyncStatus }) {
  const { tone, state } = statusLine(status, useNow(status));
  // What waits has its own tabs; synced stays synced while somebody has to decide.
  const shown = tone === 'wait' && status.state === 'synced' && !status.problem ? 'good' : tone;
  return <Tag tone={tones[shown]}>{state}</Tag>;
}
