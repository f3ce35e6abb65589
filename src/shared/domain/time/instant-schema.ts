import { z } from 'zod';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** An instant as tables store it: ISO-8601, UTC, milliseconds and `Z`, and a day that exists. */
export const instantSchema = z.string().refine((text) => isInstant(text), {
  error: 'This must be a time like 2026-03-01T09:30:00.000Z',
});

/** Says whether a text is an instant in exactly the stored form. */
export function isInstant(text: string): boolean {
  if (!form.test(text)) return false;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}
