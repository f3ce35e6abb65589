import { gradeHistoryProjection } from './grading/history-projection';
import type { Projection } from './journal/projections';
import { userXpProjection } from './xp/projection';

/** Everything that follows from other rows, in the order in which it is written. */
export const projections: readonly Projection[] = [userXpProjection, gradeHistoryProjection];
