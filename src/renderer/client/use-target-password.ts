import type { ShownTarget } from '../../shared/contract/targets';
import { client } from './client';
import { useCommand } from './use-command';
import { useQuery } from './use-query';

/** Tells the engine the password of a saved server: until it closes, or for the keychain too. */
export function useTargetPassword(
  { id, name, role, settings }: ShownTarget,
  { failureTitle, onKnown }: { readonly failureTitle: string; readonly onKnown: () => void },
) {
  const unkeepable = useQuery(client.targets.list, {}).data?.secrets.reason ?? null;
  const unlock = useCommand(client.targets.unlock, { failureTitle });
  const save = useCommand(client.targets.save, { failureTitle });
  return {
    /** Why it cannot be kept on this computer; null where it can. */
    unkeepable,
    pending: unlock.isPending || save.isPending,
    use: async (password: string, keep: boolean): Promise<void> => {
      const result = keep
        ? await save.run({ id, name, role, settings, password })
        : await unlock.run({ id, password });
      if (result.ok) onKnown();
    },
  };
}
