import type { Fields } from '../../../../shared/domain/sync/values';
import type { UnfitValues } from './unfit-repository';

/** A row as the server has it; `row` null: the server has it not, or it is none of ours. */
export type ServerChange = {
  readonly table: string;
  readonly key: string;
  readonly row: Fields | null;
  /** Numbers of the row that do not fit here; they are null in `row`. */
  readonly unfit?: UnfitValues;
};
