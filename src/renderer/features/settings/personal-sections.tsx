import { useMemo } from 'react';
import type { Settings } from '../../../shared/contract/settings';
import { runAction } from '../../ui/actions/registry';
import { Button } from '../../ui/button/button';
import { Switch } from '../../ui/field/checkbox';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { Select } from '../../ui/field/select';
import { useTexts } from '../../ui/i18n/texts';
import { Section } from '../../ui/page/page';
import styles from './settings-page.module.css';
import { TextSettingField } from './text-setting';
import { texts } from './texts';
import { useSetSetting } from './use-setting';

type SettingsProps = { readonly settings: Settings };

/** What a person sets for themselves and for what they issue. */
export function PersonalSections({ settings }: SettingsProps) {
  return (
    <>
      <LookSection settings={settings} />
      <KeyboardSection settings={settings} />
      <NamesSection settings={settings} />
      <LearnersSection settings={settings} />
    </>
  );
}

function LookSection({ settings }: SettingsProps) {
  const t = useTexts(texts);
  const set = useSetSetting();
  return (
    <Section title={t('look.title')}>
      <div className={styles.row}>
        <SegmentedControl
          label={t('look.theme')}
          value={settings.theme}
          onChange={(theme) => set({ theme })}
          options={[
            { value: 'system', label: t('look.system') },
            { value: 'light', label: t('look.light') },
            { value: 'dark', label: t('look.dark') },
          ]}
        />
        <SegmentedControl
          label={t('look.density')}
          value={settings.density}
          onChange={(density) => set({ density })}
          options={[
            { value: 'compact', label: t('look.compact') },
            { value: 'comfortable', label: t('look.comfortable') },
          ]}
        />
      </div>
    </Section>
  );
}

function KeyboardSection({ settings }: SettingsProps) {
  const t = useTexts(texts);
  const set = useSetSetting();
  return (
    <Section title={t('keys.title')}>
      <Switch
        label={t('keys.single')}
        hint={t('keys.singleHint')}
        checked={settings.singleKeyShortcuts}
        onChange={(singleKeyShortcuts) => set({ singleKeyShortcuts })}
      />
      <Button className={styles.start} onClick={() => runAction('app.shortcuts')}>
        {t('keys.show')}
      </Button>
    </Section>
  );
}

function NamesSection({ settings }: SettingsProps) {
  const t = useTexts(texts);
  return (
    <>
      <Section title={t('you.title')}>
        <TextSettingField
          name="who"
          stored={settings.who}
          label={t('you.who')}
          hint={t('you.whoHint')}
          maxLength={200}
        />
      </Section>
      <Section title={t('certificates.title')}>
        <div className={styles.fields}>
          <TextSettingField
            name="issuerName"
            stored={settings.issuerName}
            label={t('certificates.issuer')}
            hint={t('certificates.issuerHint')}
            maxLength={200}
          />
          <TextSettingField
            name="verificationBaseUrl"
            stored={settings.verificationBaseUrl}
            label={t('certificates.url')}
            hint={t('certificates.urlHint')}
            inputMode="url"
          />
        </div>
      </Section>
    </>
  );
}

function LearnersSection({ settings }: SettingsProps) {
  const t = useTexts(texts);
  const set = useSetSetting();
  const zones = useMemo(() => {
    const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), settings.streakZone]);
    return [...known].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [settings.streakZone]);
  return (
    <Section title={t('learners.title')}>
      <Select
        searchable
        label={t('learners.zone')}
        hint={t('learners.zoneHint')}
        nothingFound={t('learners.zoneNone')}
        value={settings.streakZone}
        onChange={(streakZone) => set({ streakZone })}
        options={zones}
      />
    </Section>
  );
}
