import { z } from 'zod';
import { findUnstorable, nameCodePoint, utf8Length } from '../text';
import { QUESTION_LIMITS } from './limits';

/** An id inside a question (option, pair side, blank): stable, short, safe as a JSON key. */
export const partIdSchema = z.string().regex(/^(?!__proto__$)[A-Za-z0-9_][A-Za-z0-9_.:-]{0,99}$/, {
  error: 'An id is 1 to 100 letters, digits or _ . : - and does not start with . : or -',
});

function textProblem(text: string, maxBytes: number): string | undefined {
  const at = findUnstorable(text);
  if (at !== undefined) {
    const name = nameCodePoint(text.charCodeAt(at));
    return `Character ${at + 1} (${name}) cannot be stored; remove it`;
  }
  // Three bytes is the most a UTF-16 unit takes, so short texts need no counting.
  if (text.length * 3 <= maxBytes) return undefined;
  const bytes = utf8Length(text);
  return bytes > maxBytes
    ? `This text is ${bytes} bytes long; at most ${maxBytes} are allowed`
    : undefined;
}

/** Text that any database of ours can hold, up to `maxBytes` UTF-8 bytes; it may be empty. */
export function storedText(maxBytes: number) {
  return z.string().superRefine((text, context) => {
    const message = textProblem(text, maxBytes);
    if (message) context.addIssue({ code: 'custom', message, params: { code: 'bad_text' } });
  });
}

function notBlank(text: string): boolean {
  return text.trim() !== '';
}

const blankText = { error: 'This text is empty', params: { code: 'missing' } };

/** Markdown that may be empty, such as feedback. */
export const optionalTextSchema = storedText(QUESTION_LIMITS.textBytes);

/** Markdown that must say something, such as an option. */
export const textSchema = optionalTextSchema.refine(notBlank, blankText);

/** The stem: Markdown that must say something and may be long. */
export const stemSchema = storedText(QUESTION_LIMITS.questionBytes).refine(notBlank, blankText);

/** A share of the points from 0 to 1. */
export const shareSchema = z.number().min(0).max(1);

/** One choice as stored: `{ id, text, feedback? }`. */
export const choiceOptionSchema = z.strictObject({
  id: partIdSchema,
  text: textSchema,
  feedback: optionalTextSchema.optional(),
});

/** One item to match, to order or to choose in a blank: `{ id, text }`. */
export const partSchema = z.strictObject({ id: partIdSchema, text: textSchema });

/** The choices of a single or multiple choice question: two or more. */
export const choiceOptionsSchema = z
  .array(choiceOptionSchema)
  .min(2)
  .max(QUESTION_LIMITS.options)
  .readonly();

export type ChoiceOption = z.infer<typeof choiceOptionSchema>;
export type Part = z.infer<typeof partSchema>;
