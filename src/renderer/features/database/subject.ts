import { createContext, useContext } from 'react';
import type { ShownTarget } from '../../../shared/contract/targets';

/** The database that the page is about: a saved server, or the workspace when `target` is null. */
export type Subject = {
  readonly target: ShownTarget | null;
  /** What every call of this page is given. */
  readonly input: { readonly database?: string };
};

const workspace: Subject = { target: null, input: {} };

const SubjectContext = createContext<Subject>(workspace);

/** Tells everything below which database it is about. */
export const SubjectProvider = SubjectContext.Provider;

/** The database that this part of the page is about. */
export function useSubject(): Subject {
  return useContext(SubjectContext);
}

/** The subject of a saved server; of the workspace when there is none. */
export function subjectOf(target: ShownTarget | null): Subject {
  return target === null ? workspace : { target, input: { database: target.id } };
}

/** Tells the outcomes of one database from those of another; the workspace is the empty text. */
export function keyOf({ database = '' }: Subject['input']): string {
  return database;
}

/** Whether learners work on it, so that its name is asked for before anything is taken away. */
export function isProduction({ target }: Subject): boolean {
  return target?.role === 'production';
}
