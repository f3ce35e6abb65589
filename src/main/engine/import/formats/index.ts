import { recogniseAiken } from './aiken/recognise';
import { readAiken } from './aiken/read';
import { writeAiken } from './aiken/write';
import { columnsOf } from './csv/columns';
import { recogniseCsv } from './csv/recognise';
import { readCsv } from './csv/read';
import { writeCsv } from './csv/write';
import type { Format } from './format';
import { recogniseGift } from './gift/recognise';
import { readGift } from './gift/read';
import { writeGift } from './gift/write';
import { recogniseJson } from './json/recognise';
import { readJson } from './json/read';
import { writeJson } from './json/write';

/** Every format Lectern reads and writes; a new one is a folder and a row here. */
export const formats: readonly Format[] = [
  {
    id: 'gift',
    label: 'GIFT',
    extension: 'gift',
    recognise: recogniseGift,
    read: readGift,
    write: writeGift,
  },
  {
    id: 'aiken',
    label: 'Aiken',
    extension: 'txt',
    recognise: recogniseAiken,
    read: readAiken,
    write: writeAiken,
  },
  {
    id: 'csv',
    label: 'CSV',
    extension: 'csv',
    recognise: recogniseCsv,
    read: readCsv,
    write: writeCsv,
    columns: columnsOf,
  },
  {
    id: 'json',
    label: 'Lectern JSON',
    extension: 'json',
    recognise: recogniseJson,
    read: readJson,
    write: writeJson,
  },
];

/** Finds a format by the id the command line uses. */
export function findFormat(id: string): Format | undefined {
  return formats.find((format) => format.id === id.toLowerCase());
}
