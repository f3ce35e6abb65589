import type { OutputOf } from '../../../shared/contract/define';
import type { imports } from '../../../shared/contract/imports';

/** One row of the list of imports. */
export type PastImport = OutputOf<typeof imports.list>['imports'][number];
