import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../../shared/contract/define';
import type { people } from '../../../shared/contract/people';
import type { Failure } from '../../../shared/kernel/errors';
import { client } from '../../client';
import type { AnswerOf, Client } from '../../client';

export type RosterSource = InputOf<typeof people.importRoster>['source'];
export type RosterCounts = AnswerOf<Client['people']['importRoster']>;

/** What an import would do, asked without doing it. */
export type RosterPreview =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly counts: RosterCounts }
  | { readonly state: 'unreadable'; readonly failure: Failure };

/** A paste comes at once, typing does not have to be read letter by letter. */
const quietMs = 250;

/** Reads a roster as soon as it is chosen or has been typed, and says what it would change. */
export function useRosterPreview(source: RosterSource | null): RosterPreview {
  const [preview, setPreview] = useState<RosterPreview>({ state: 'none' });
  const key = source && JSON.stringify(source);
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => {
    const asked = latest.current;
    if (!asked) return setPreview({ state: 'none' });
    let isCurrent = true;
    setPreview((now) => (now.state === 'read' ? now : { state: 'reading' }));
    const read = async () => {
      const result = await client.people.importRoster({ source: asked, dryRun: true });
      // The answer about an earlier text must not stand under a newer one.
      if (!isCurrent) return;
      if (result.ok) setPreview({ state: 'read', counts: result.value });
      else setPreview({ state: 'unreadable', failure: result.error });
    };
    const timer = window.setTimeout(() => void read(), 'path' in asked ? 0 : quietMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [key]);
  return preview;
}
