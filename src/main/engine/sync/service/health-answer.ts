import type { OutputOf } from '../../../../shared/contract/define';
import type { sync } from '../../../../shared/contract/sync';

/** How well sync is, as the contract says it. */
export type SyncHealth = OutputOf<typeof sync.health>;
