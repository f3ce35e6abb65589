/** What a person is being asked; `to` names the step when it was chosen in the list. */
export type Asked =
  | { readonly what: 'apply'; readonly to: string | null; readonly group?: 'lectern' }
  | { readonly what: 'rollback'; readonly to: string | null }
  | { readonly what: 'plan' | 'backup' | 'restore' };
