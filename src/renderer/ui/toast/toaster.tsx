import { Notifications } from '@mantine/notifications';
import { useTexts } from '../i18n/texts';
import { texts } from '../texts';
import '../theme/mantine-notifications';

/** Where toasts appear: bottom right, above the status bar, three at a time. */
export function Toaster() {
  const t = useTexts(texts);
  return (
    <section aria-label={t('messages')}>
      <Notifications
        position="bottom-right"
        limit={3}
        containerWidth={400}
        transitionDuration={120}
        withinPortal={false}
      />
    </section>
  );
}
