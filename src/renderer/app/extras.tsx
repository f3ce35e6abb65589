import { SyncNotices } from '../features/sync/status/sync-notices';
import { Toaster } from '../ui/toast/toaster';
import { CommandPalette } from './command-palette';
import { useOverlay } from './overlay';
import { ShortcutOverlay } from './shortcut-overlay';

/** What floats over the window and is not needed for the first paint. */
export function Extras() {
  const overlay = useOverlay();
  return (
    <>
      <Toaster />
      <SyncNotices />
      {overlay === 'palette' && <CommandPalette />}
      <ShortcutOverlay />
    </>
  );
}
