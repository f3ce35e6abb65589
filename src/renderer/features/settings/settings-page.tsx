import { PageHeader } from '../../ui/page-header/page-header';
import { useTexts } from '../../ui/i18n/texts';
import { texts } from './texts';

export function SettingsPage() {
  const t = useTexts(texts);
  return <PageHeader title={t('title')} />;
}
