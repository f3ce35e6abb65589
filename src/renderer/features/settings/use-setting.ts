import { useCallback, useState } from 'react';
import type { Settings } from '../../../shared/contract/settings';
import { client, useAutosave, useCommand } from '../../client';
import type { Autosave } from '../../client';

/** Sets one choice at once. */
export function useSetSetting(): (patch: Partial<Settings>) => void {
  const { run } = useCommand(client.settings.set);
  return useCallback((patch: Partial<Settings>) => void run({ patch }), [run]);
}

export type TextSetting = Autosave<string> & {
  /** Why the text could not be stored; the text stays in the field. */
  readonly error: string | undefined;
};

type TextName = 'who' | 'issuerName' | 'verificationBaseUrl';

/** A text that stores itself while it is written. */
export function useTextSetting(name: TextName, stored: string): TextSetting {
  const [error, setError] = useState<string>();
  const store = async (value: string) => {
    const result = await client.settings.set({ patch: { [name]: value } });
    setError(result.ok ? undefined : result.error.message);
    return result;
  };
  const autosave = useAutosave(stored, store);
  return { ...autosave, error };
}
