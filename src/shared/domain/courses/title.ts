import { z } from 'zod';
import { cleanPrintedText } from '../text';

/** A title of a course, quiz, assignment or chapter: printable, 1 to 200 characters, cleaned. */
export const titleSchema = z.string().transform((text, context) => {
  const clean = cleanPrintedText(text);
  if (clean.ok) return clean.value;
  context.addIssue({ code: 'custom', message: clean.error.message });
  return z.NEVER;
});
