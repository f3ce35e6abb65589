import { Notifications } from '@mantine/notifications';
import '../theme/mantine-notifications';

/** Where toasts appear: bottom right, above the status bar, three at a time. */
export function Toaster() {
  return (
    <Notifications position="bottom-right" limit={3} containerWidth={400} transitionDuration={120} />
  );
}
