import { Notifications } from '@mantine/notifications';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import '../theme/mantine-notifications';

/**
 * Where toasts appear: above the status bar, three at a time, and in the middle: on the right are the
 * buttons that decide, of a page's foot as of a dialog.
 */
export function Toaster() {
  const t = useTexts(texts);
  return (
    <section aria-label={t('messages')}>
      <Notifications
        position="bottom-center"
        limit={3}
        containerWidth={400}
        transitionDuration={120}
        withinPortal={false}
      />
    </section>
  );
}
