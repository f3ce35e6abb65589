import { textsOf } from '../../../ui/i18n/texts';
import { texts } from '../texts';

const names = texts.tree.event;

/** What happened, in a word or two; a newer program may have written kinds that are not known. */
export function kindText(kind: string): string {
  const isKnown = (name: string): name is keyof typeof names & string => Object.hasOwn(names, name);
  return isKnown(kind) ? textsOf(texts)(`event.${kind}`) : kind;
}
