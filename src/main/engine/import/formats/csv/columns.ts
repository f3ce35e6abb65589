import type { ColumnMapping, ReadOptions, TableColumns } from '../format';
import { guessDelimiter, rowsOf } from './rows';

/** Field of Lectern to place of its column, counted from 0. */
export type Places = ReadonlyMap<string, number>;

/** How a table is to be read. */
export type Layout = {
  readonly delimiter: string;
  readonly names: readonly string[];
  readonly places: Places;
  /** False when the first row is a question already. */
  readonly hasHeader: boolean;
};

const synonyms: readonly (readonly [field: string, names: RegExp])[] = [
  [
    'title',
    /^(?:title|name|question ?name|question ?title|essay ?name|short ?answer ?name|multi ?choice ?name|titel|titre|titulo)$/,
  ],
  [
    'question',
    /^(?:question ?text|question|stem|prompt|text|item|frage|fragetext|pregunta|pergunta|domanda|question ?stem)$/,
  ],
  ['type', /^(?:type|question ?type|q ?type|typ|kind)$/],
  [
    'correct',
    /^(?:correct|correct ?answers?|correct ?answer ?s|right ?answers?|answer|answers|key|solution|correct ?options?|correct ?choice|richtig|richtige ?antwort)$/,
  ],
  ['points', /^(?:points?|score|marks?|default ?mark|grade|weight|punkte)$/],
  ['explanation', /^(?:explanation|general ?feedback|feedback|rationale|comment|erklarung|hint)$/],
  ['fraction', /^(?:fractions?)$/],
  ['details', /^(?:lectern )?details$/],
];

const numbered =
  /^(?:(wrong|incorrect|false) )?(?:answers?|options?|choices?|alternatives?|antwort|respuesta|reponse|resposta|risposta|distractors?) ?(\d{1,3}|[a-z])(?: text)?$/;
const distractor = /^(?:distractor|(?:wrong|incorrect|false) answers?) ?(\d{1,3}|[a-z])?$/;

/** Lower case, one blank between words, nothing after " - ", no accents and no punctuation. */
function plainName(name: string): string {
  const [before = ''] = name.replace(/^\ufeff/, '').split(/ [-–] /);
  return before
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The field a column of this name holds, such as `question`, `option3` or `wrong1`. */
export function fieldOf(name: string): string | undefined {
  const plain = plainName(name);
  const wrong = distractor.exec(plain);
  if (wrong) return `wrong${ordinal(wrong[1] ?? '1')}`;
  const option = numbered.exec(plain);
  if (option) return `${option[1] === undefined ? 'option' : 'wrong'}${ordinal(option[2] ?? '1')}`;
  if (/^[a-f]$/.test(plain)) return `option${ordinal(plain)}`;
  return synonyms.find(([, names]) => names.test(plain))?.[0];
}

function ordinal(text: string): number {
  return /^\d/.test(text) ? Number(text) : text.charCodeAt(0) - 96;
}

/** Fields a person may map, `option1` and up included. */
export function isMappable(field: string): boolean {
  return /^(?:question|title|type|correct|points|explanation|fraction|(?:option|wrong)\d{1,3})$/.test(
    field,
  );
}

/** Why a table cannot be laid out; the names are there for the person to map. */
export type NoLayout = { readonly failure: string; readonly names: readonly string[] };

/** Decides which column is what; the failure says which columns there are and how to map them. */
export function layoutOf(text: string, options: ReadOptions): Layout | NoLayout {
  const delimiter = guessDelimiter(text);
  const [first = [], second = []] = firstRows(text, delimiter);
  const header = first[0]?.toLowerCase().startsWith('sep=') ? second : first;
  const names = header.map((name) => name.replace(/^\ufeff/, '').trim());
  const { mapping = {} } = options;
  const columns = Object.values(mapping);
  const byNumber = columns.length > 0 && columns.every((column) => /^\d+$/.test(column));
  // Columns given by number alone, and nothing that names a question: the first row is data.
  const hasHeader = !byNumber || names.some((name) => fieldOf(name) === 'question');
  const places = hasHeader ? placesByName(names) : new Map<string, number>();
  const failure = applyMapping(mapping, names, places) ?? questionFailure(names, places);
  return failure === undefined ? { delimiter, names, places, hasHeader } : { failure, names };
}

function placesByName(names: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  names.forEach((name, place) => {
    const field = fieldOf(name);
    if (field !== undefined && !places.has(field)) places.set(field, place);
  });
  return places;
}

function questionFailure(names: readonly string[], places: Places): string | undefined {
  if (places.has('question')) return undefined;
  const listed = names.map((name, place) => `${place + 1} "${name.slice(0, 40)}"`).join(', ');
  return `No column was recognised as the question. The columns are: ${listed}. Say which one holds it, such as --map question=1.`;
}

function applyMapping(
  mapping: ColumnMapping,
  names: readonly string[],
  places: Map<string, number>,
): string | undefined {
  for (const [field, column] of Object.entries(mapping)) {
    if (!isMappable(field))
      return `There is no field "${field}" to map; there are question, option1 and up, correct, type, points, explanation, title.`;
    // A number is a place, also where some cell of a first row of data says the same number.
    const place = /^\d{1,4}$/.test(column)
      ? Number(column) - 1
      : names.findIndex((name) => name.toLowerCase() === column.trim().toLowerCase());
    if (place < 0 || place >= names.length)
      return `There is no column "${column}" for ${field}. The columns are: ${names.join(', ')}.`;
    for (const [other, taken] of places) if (taken === place) places.delete(other);
    places.set(field, place);
  }
  return undefined;
}

function firstRows(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (const row of rowsOf(text, delimiter)) {
    rows.push(row.cells);
    if (rows.length === 2) break;
  }
  return rows;
}

/** The columns of a table and what they were taken for, for the preview and its mapping. */
export function columnsOf(text: string, options: ReadOptions): TableColumns {
  const layout = layoutOf(text, options);
  if ('failure' in layout) return { columns: layout.names, mapping: {}, failure: layout.failure };
  const mapping = Object.fromEntries(
    [...layout.places].map(([field, place]) => [field, layout.names[place] || String(place + 1)]),
  );
  return { columns: layout.names, mapping, failure: null };
}
