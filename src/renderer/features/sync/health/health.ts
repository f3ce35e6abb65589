import type { AnswerOf, Client } from '../../../client';

/** What the engine knows of how well sync is. */
export type Health = AnswerOf<Client['sync']['health']>;
