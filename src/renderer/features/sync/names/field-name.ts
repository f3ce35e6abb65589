import { textsOf } from '../../../ui/i18n/texts';
import { texts } from './texts';

const fieldNames = texts.tree.field;
const tableNames = texts.tree.table;

function isKnown<T extends object>(names: T, name: string): name is keyof T & string {
  return Object.hasOwn(names, name);
}

/** A column in words: those that deserve their own, otherwise the parts of its name. */
export function fieldName(field: string): string {
  if (isKnown(fieldNames, field)) return textsOf(texts)(`field.${field}`);
  const words = field
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A table in words, one row of it. */
export function tableName(table: string): string {
  return isKnown(tableNames, table) ? textsOf(texts)(`table.${table}`) : table;
}
