import type { questions } from '../../../shared/contract/questions';
import { parseQuestion } from '../../../shared/domain/questions';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { questionsOf } from '../questions/questions-of';
import type { Handler } from '../rpc/handlers';
import type { ReadableDb } from '../storage/database';
import type { ExportLoss, OutgoingQuestion } from './draft';
import { findFormat, formats } from './formats';
import { quizTitleOf, sourceTitles } from './repository';
import { writeWhole } from './write-whole';

/** Writes the questions of a quiz to a file; what the format cannot say is listed. */
export const exportQuestions: Handler<(typeof questions)['export']> = (
  { quizId, format: id, file },
  { workspace },
) => {
  const format = findFormat(id);
  if (!format) {
    const known = formats.map((one) => one.id).join(', ');
    return fail('usage', `There is no format "${id}" to export to. This version writes ${known}.`);
  }
  if (quizTitleOf(workspace.read, quizId) === undefined) {
    return fail('not_found', `There is no quiz ${quizId}. Nothing was written.`, { quizId });
  }
  const { outgoing, losses } = soundQuestions(workspace.read, quizId);
  const written = format.write(outgoing);
  writeWhole(file, written.text);
  return ok({ file, written: written.written, losses: [...losses, ...written.losses] });
};

/** The questions that can be written, and a loss for each that is not sound. */
function soundQuestions(
  db: ReadableDb,
  quizId: string,
): { readonly outgoing: readonly OutgoingQuestion[]; readonly losses: readonly ExportLoss[] } {
  const titles = sourceTitles(db, quizId);
  const outgoing: OutgoingQuestion[] = [];
  const losses: ExportLoss[] = [];
  for (const row of questionsOf(db, quizId)) {
    const { id, type, question, correctAnswer, explanation, points } = row;
    const options = row.options ?? {};
    const whole = { type, question, options, correctAnswer, explanation, points, order: 0 };
    const parsed = parseQuestion(whole);
    if (parsed.ok) {
      const { order: _, ...content } = parsed.value;
      outgoing.push({ ...content, id, title: titles.get(id) ?? null });
    } else {
      const why = parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; ');
      losses.push({ id, field: 'question', text: `not written, because it is not sound: ${why}` });
    }
  }
  return { outgoing, losses };
}
