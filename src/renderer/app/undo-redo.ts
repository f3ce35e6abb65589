import { client, reportDone, reportFailed } from '../client';
import { textsOf } from '../ui/i18n/texts';
import { texts } from './texts';

const t = textsOf(texts);

/** Takes back the last action, whatever it was. */
export async function undoLast(): Promise<void> {
  const next = await client.history.next({});
  if (next.ok && next.value.undo === null) return reportDone(t('actions.nothingToUndo'));
  const result = await client.history.undo({});
  if (!result.ok) return reportFailed(result.error);
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
