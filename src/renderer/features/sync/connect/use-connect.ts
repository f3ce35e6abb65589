import { useState } from 'react';
import type { Failure } from '../../../../shared/kernel/errors';
import { client, reportFailed, useCommand } from '../../../client';
import type { AnswerOf, Client } from '../../../client';
import { announce } from '../../../ui/announcer/announcer';
import { useTexts } from '../../../ui/i18n/texts';
import { useSyncStore } from '../store';
import { texts } from './texts';

export type Preview = AnswerOf<Client['sync']['preview']>;

export type Terms = { readonly install: boolean; readonly includePeople: boolean };

export type ConnectFlow = {
  readonly preview: Preview | null;
  /** Why the server could not be looked at. */
  readonly failure: Failure | null;
  readonly isLooking: boolean;
  /** Looks at a saved server, as the LMS's user `user` where the server does not know who one is. */
  readonly look: (id: string, user?: string) => void;
  /** Looks again, as somebody. */
  readonly lookAs: (user: string) => void;
  readonly begin: (terms: Terms) => void;
  readonly isBeginning: boolean;
};

type Asked = { readonly server: string; readonly user?: string };

/** Looking at a server and making the first copy; the copy goes on when the page is left. */
export function useConnect(): ConnectFlow {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  const ask = useCommand(client.sync.preview, {
    onFailed: (failed) => {
      setFailure(failed);
      return true;
    },
    onDone: (answer) => {
      setPreview(answer);
      announce(t('preview.seen', { server: answer.server }));
    },
  });
  const look = (input: Asked) => {
    setAsked(input);
    setPreview(null);
    setFailure(null);
    void ask.run(input);
  };
  const begin = async (terms: Terms) => {
    if (!asked) return;
    setBeginning(true);
    const failed = await copy({ ...asked, ...terms });
    setBeginning(false);
    if (failed) reportFailed(failed, t('preview.notBegun'));
  };
  return {
    preview,
    failure,
    isLooking: ask.isPending,
    look: (server, user) => look({ server, ...(user ? { user } : {}) }),
    lookAs: (user) => asked && look({ server: asked.server, user }),
    begin: (terms) => void begin(terms),
    isBeginning,
  };
}

/** The first copy; a person who stopped it needs no message about that. */
async function copy(input: Asked & Terms): Promise<Failure | null> {
  const controller = new AbortController();
  const { setStopCopy } = useSyncStore.getState();
  setStopCopy(() => controller.abort());
  const result = await client.sync.init(input, { signal: controller.signal });
  setStopCopy(null);
  return result.ok || result.error.code === 'cancelled' ? null : result.error;
}
