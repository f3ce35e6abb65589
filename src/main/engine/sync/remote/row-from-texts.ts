import type { Fields, FieldValue } from '../../../../shared/domain/sync/values';
import type { UnfitValues } from '../local/unfit-repository';
import type { SyncColumn } from '../sync-table';
import { fromText, isUnfit } from './convert';

/** A row from the server's texts, in the order of `columns`; numbers that do not fit come beside it. */
export function rowFromTexts(
  columns: readonly SyncColumn[],
  texts: readonly (string | null)[],
): { readonly row: Fields; readonly unfit: UnfitValues | undefined } {
  const row: Record<string, FieldValue> = {};
  let unfit: Record<string, string> | undefined;
  columns.forEach(({ name, kind }, index) => {
    const text = texts[index] ?? null;
    row[name] = fromText(kind, text);
    if (kind === 'real' && text !== null && isUnfit(text)) unfit = { ...unfit, [name]: text };
  });
  return { row, unfit };
}
