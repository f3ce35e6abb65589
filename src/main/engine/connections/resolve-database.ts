import type { PostgresSettings } from './postgres-settings';

export type TargetRole = 'production' | 'staging' | 'local';

/** The database that a call means. */
export type ResolvedDatabase =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'postgres';
      readonly settings: PostgresSettings;
      readonly password?: string;
      /** Names it on screen and in the history; holds no password. */
      readonly label: string;
      readonly targetId?: string;
      readonly role: TargetRole;
    };
