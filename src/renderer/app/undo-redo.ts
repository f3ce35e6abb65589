import { client, reportDone, reportFailed } from '../client';
import type { Failure } from '../../shared/kernel/errors';
import { textsOf } from '../ui/i18n/texts';
import { addresses } from '../ui/navigation/addresses';
import { navigate } from '../ui/navigation/location';
import { texts } from './texts';

const t = textsOf(texts);

/** Takes back the last action, whatever it was. */
export async function undoLast(): Promise<void> {
  const next = await client.history.next({});
  if (next.ok && next.value.undo === null) return reportDone(t('actions.nothingToUndo'));
  const result = await client.history.undo({});
  if (!result.ok) return reportNotUndone(result.error);
  reportDone(t('actions.undone', { label: result.value.undone.label }));
}

/** Does again what was taken back last. */
export async function redoLast(): Promise<void> {
  const next = await client.history.next({});
  if (next.ok && next.value.redo === null) return reportDone(t('actions.nothingToRedo'));
  const result = await client.history.redo({});
  if (!result.ok) return reportFailed(result.error);
  reportDone(t('actions.redone', { label: result.value.redone.label }));
}

/** What somebody else has changed since stays first in line, so that others are found by hand. */
function reportNotUndone(error: Failure): void {
  const action = { label: t('actions.openHistory'), run: () => navigate(addresses.history) };
  reportFailed(error, t('actions.notUndone'), { name: 'undo', action });
}
