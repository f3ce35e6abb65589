import type { AnswerOf, Client } from '../../client';

/** One assignment as its page shows it. */
export type AssignmentDetail = AnswerOf<Client['assignments']['get']>;
