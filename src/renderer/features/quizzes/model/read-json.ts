import type { Json } from './draft-content';

type JsonObject = { readonly [key: string]: Json };

/** The object itself, or an empty one for anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The list itself, or an empty one for anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The text itself, or an empty one for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The number itself, or the other one for anything else. */
export function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Numbers by name; whatever is no number is left out. */
export function numbersOf(value: Json | undefined): { readonly [key: string]: number } {
  const pairs = Object.entries(objectOf(value));
  return Object.fromEntries(
    pairs.flatMap(([key, one]) => (typeof one === 'number' ? [[key, one]] : [])),
  );
}
