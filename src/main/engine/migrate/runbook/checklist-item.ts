import type { ChecklistItemName } from '../../../../shared/contract/migrate-runbook';

/** Where one item stands. `checked`: Lectern has found out itself. `ticked`: a person says so. */
export type ChecklistItem = {
  readonly name: ChecklistItemName;
  readonly kind: 'checked' | 'ticked';
  readonly ok: boolean;
  /** What is known, or what has to be done. */
  readonly note: string;
  readonly by: string | null;
  readonly at: string | null;
};
