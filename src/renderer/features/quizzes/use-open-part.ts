import { useSearchParam } from '../../ui/navigation/location';

/** What lies over or beside the questions; only one at a time. */
export type OpenPart = 'nothing' | 'preview' | 'settings';

/** What lies over or beside the questions, kept in the address. */
export function useOpenPart(): {
  readonly open: OpenPart;
  readonly setOpen: (part: OpenPart) => void;
} {
  const [asked, setAsked] = useSearchParam('open', 'nothing');
  const open = asked === 'preview' || asked === 'settings' ? asked : 'nothing';
  return { open, setOpen: setAsked };
}
