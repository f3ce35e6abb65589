import { checkDraft, type CheckedDraft } from '../../../src/main/engine/import/checked-draft';
import { decode } from '../../../src/main/engine/import/decode';
import type { DraftQuestion, OutgoingQuestion } from '../../../src/main/engine/import/draft';
import { findFormat } from '../../../src/main/engine/import/formats';
import type { Format, ReadOptions } from '../../../src/main/engine/import/formats/format';
import { recognise } from '../../../src/main/engine/import/recognise';

/** The format of an id that a test knows to be there. */
export function formatOf(id: string): Format {
  const format = findFormat(id);
  if (!format) throw new Error(`There is no format ${id}`);
  return format;
}

/** Reads a text as a format and holds every draft against the schema of its type. */
export function read(id: string, text: string, options: ReadOptions = {}): CheckedDraft[] {
  return Array.from(formatOf(id).read(text, options), checkDraft);
}

/** Reads a text that holds one question; fails the test when it is refused. */
export function readOne(
  id: string,
  text: string,
  options: ReadOptions = {},
): CheckedDraft & Pick<Usable, 'question'> {
  const drafts = read(id, text, options);
  const [draft] = drafts;
  if (drafts.length !== 1 || !draft) throw new Error(`Expected one question, got ${drafts.length}`);
  if (!isUsable(draft)) throw new Error(`Refused: ${JSON.stringify(draft.problems)}`);
  return draft;
}

type Usable = CheckedDraft & { readonly question: DraftQuestion };

/** Whether a question could be made of a draft. */
export function isUsable(draft: CheckedDraft): draft is Usable {
  return draft.question !== null;
}

type FileRead = {
  readonly failure: string | null;
  readonly drafts: readonly CheckedDraft[];
  readonly format: string;
  readonly encoding: string;
};

/** Bytes all the way to drafts, as the worker does it. */
export function readFileBytes(bytes: Uint8Array, name: string): FileRead {
  const decoded = decode(bytes);
  if (!decoded.ok) return { failure: decoded.error.message, drafts: [], format: '', encoding: '' };
  const found = recognise(decoded.value.text, name);
  if (!found.ok)
    return {
      failure: found.error.message,
      drafts: [],
      format: '',
      encoding: decoded.value.encoding,
    };
  const { format } = found.value;
  const drafts = Array.from(format.read(decoded.value.text, {}), checkDraft);
  return { failure: null, drafts, format: format.id, encoding: decoded.value.encoding };
}

/** Drafts as an export would meet them again. */
export function outgoing(drafts: readonly CheckedDraft[]): OutgoingQuestion[] {
  return drafts
    .filter(isUsable)
    .map(({ question, title }, index) => ({ ...question, id: `q${index}`, title }));
}
