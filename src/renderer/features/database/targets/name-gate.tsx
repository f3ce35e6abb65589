import { TextField } from '../../../ui/field/text-field';
import { useTexts } from '../../../ui/i18n/texts';
import { isProduction, useSubject } from '../subject';
import { texts } from './texts';

/** The name of the server, to be typed before something is taken away from production. */
export function NameGate({
  typed,
  onType,
}: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
}) {
  const t = useTexts(texts);
  const subject = useSubject();
  if (!isProduction(subject)) return null;
  return (
    <TextField
      label={t('gate', { name: subject.target?.name ?? '' })}
      value={typed}
      onChange={onType}
    />
  );
}

/** Why the gate is still closed; undefined when it is open, or there is none. */
export function useGateObstacle(typed: string): string | undefined {
  const t = useTexts(texts);
  const subject = useSubject();
  const isOpen = !isProduction(subject) || typed.trim() === subject.target?.name;
  return isOpen ? undefined : t('gateBlocked');
}
