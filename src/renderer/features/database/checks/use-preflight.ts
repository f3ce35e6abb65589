import { client, useQuery } from '../../../client';
import type { AnswerOf, Client, Query } from '../../../client';
import { useSubject } from '../subject';

export type PreflightAnswer = AnswerOf<Client['migrate']['preflight']>;

/** Whether the steps can be taken on this database; asked once and shared by all who show it. */
export function usePreflight(): Query<PreflightAnswer> {
  return useQuery(client.migrate.preflight, useSubject().input);
}
