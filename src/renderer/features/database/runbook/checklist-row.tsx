import { Button } from '../../../ui/button/button';
import { DateText } from '../../../ui/date-text/date-text';
import { useTexts } from '../../../ui/i18n/texts';
import { Icon } from '../../../ui/icons/icon';
import { isForPeople, noteOf } from './checklist-texts';
import type { ChecklistItem } from './checklist-texts';
import styles from './runbook.module.css';
import { texts } from './texts';

type ChecklistRowProps = {
  readonly item: ChecklistItem;
  readonly onTick: () => void;
  readonly onBackUp: () => void;
};

/** One item of the checklist with what is known of it, or the button that closes it. */
export function ChecklistRow({ item, onTick, onBackUp }: ChecklistRowProps) {
  const t = useTexts(texts);
  const { name, ok, at } = item;
  const title = t(`item.${name}`);
  const mayTick = isForPeople(item);
  return (
    <li className={styles.item}>
      <Icon
        name={ok ? 'check' : 'circle'}
        tone={ok ? 'good' : 'muted'}
        label={t(ok ? 'done' : 'open')}
      />
      <span>
        {title}
        <small dir="auto" title={item.note}>
          {noteOf(item)}
        </small>
      </span>
      <span className={styles.end}>
        {ok && at && <DateText value={at} kind="relative" />}
        {ok && mayTick && (
          <Button
            size="small"
            look="quiet"
            aria-label={t('untickThis', { item: title })}
            onClick={onTick}
          >
            {t('untick')}
          </Button>
        )}
        {!ok && mayTick && (
          <Button size="small" aria-label={t('tickThis', { item: title })} onClick={onTick}>
            {t('tick')}
          </Button>
        )}
        {!ok && name === 'backup' && (
          <Button size="small" onClick={onBackUp}>
            {t('backUp')}
          </Button>
        )}
      </span>
    </li>
  );
}
