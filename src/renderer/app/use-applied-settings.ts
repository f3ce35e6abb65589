import { useEffect } from 'react';
import { bridge, client, useQuery } from '../client';
import { setSingleKeys } from '../ui/actions/shortcut-settings';
import { applyTheme } from '../ui/theme/color-scheme';
import { applyDensity } from '../ui/theme/density';

/** Makes the window look and behave as the settings of the workspace say. */
export function useAppliedSettings(): void {
  const { data } = useQuery(client.settings.get, {});
  const theme = data?.theme;
  useEffect(() => {
    if (!theme) return;
    applyTheme(theme);
    void bridge().shell.setTheme(theme);
  }, [theme]);
  const density = data?.density;
  useEffect(() => {
    if (density) applyDensity(density);
  }, [density]);
  const singleKeys = data?.singleKeyShortcuts;
  useEffect(() => {
    if (singleKeys !== undefined) setSingleKeys(singleKeys);
  }, [singleKeys]);
}
