import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { findFormat, formats } from './formats';
import type { Format } from './formats/format';

/** The format of a text, and why it was taken for that. */
export type Recognised = {
  readonly format: Format;
  readonly confidence: number;
  readonly reason: string;
};

/** A recogniser sees this much: enough for any header, little enough for any file. */
const sampleLength = 128 * 1024;

/** Formats of other programs that this version cannot read, to name them kindly. */
const strangers: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^\s*<\?xml[\s\S]{0,2000}?<quiz[\s/>]|^\s*<quiz[\s/>]/, 'Moodle XML'],
  [/<questestinterop[\s/>]/, 'QTI 1.2'],
  [/<(?:qti-)?assessment-?item[\s/>]/i, 'QTI 2 or 3'],
  [/^\s*(?:<\?xml|<[a-z!])/i, 'XML or HTML'],
  [/^\s*\{\\rtf/, 'a word processor file (RTF)'],
];

/**
 * Decides what a text is by its content first and its name second; `wanted` is a person's word
 * and wins. Fails with `bad_input` and what could be done when it is none of the known formats.
 */
export function recognise(
  text: string,
  name: string,
  wanted?: string,
): Result<Recognised, Failure> {
  const known = formats.map(({ id }) => id).join(', ');
  if (wanted !== undefined) {
    const format = findFormat(wanted);
    if (format) return ok({ format, confidence: 1, reason: 'as you said' });
    return err(failure('usage', `There is no format "${wanted}". This version reads ${known}.`));
  }
  const sample = { text: text.slice(0, sampleLength), name };
  const stranger = strangers.find(([pattern]) => pattern.test(sample.text.replace(/^\ufeff/, '')));
  if (stranger) {
    return err(
      failure(
        'bad_input',
        `This looks like ${stranger[1]}, which this version does not read yet. Nothing of it was imported; export the questions as GIFT, Aiken or CSV. This version reads ${known}.`,
      ),
    );
  }
  const ranked = formats
    .map((format) => ({ format, ...format.recognise(sample) }))
    .sort((one, other) => other.confidence - one.confidence);
  const [best] = ranked;
  if (best && best.confidence > 0) return ok(best);
  return err(
    failure(
      'bad_input',
      `No known format was recognised. Nothing of it was imported; this version reads ${known}. Say which it is, such as --format gift.`,
    ),
  );
}
