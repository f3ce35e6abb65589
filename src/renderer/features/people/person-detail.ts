import type { AnswerOf, Client } from '../../client';

/** A learner with everything their page shows. */
export type PersonDetail = AnswerOf<Client['people']['get']>;
