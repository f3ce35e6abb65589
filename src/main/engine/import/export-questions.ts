import type { questions } from '../../../shared/contract/questions';
import { parseQuestion } from '../../../shared/domain/questions';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import { questionsOf } from '../questions/questions-of';
import type { Handler } from '../rpc/handlers';
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
  const titles = sourceTitles(workspace.read, quizId);
  const outgoing: OutgoingQuestion[] = [];
  const losses: ExportLoss[] = [];
  for (const row of questionsOf(workspace.read, quizId)) {
    const { type, question, correctAnswer, explanation, points } = row;
    const parsed = parseQuestion({
      type,
      question,
      options: row.options ?? {},
      correctAnswer,
      explanation,
      points,
      order: 0,
    });
    if (parsed.ok) {
      const { order: _, ...content } = parsed.value;
      outgoing.push({ ...content, id: row.id, title: titles.get(row.id) ?? null });
    } else {
      const why = parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; ');
      losses.push({
        id: row.id,
        field: 'question',
        text: `not written, because it is not sound: ${why}`,
      });
    }
  }
  const written = format.write(outgoing);
  writeWhole(file, written.text);
  return ok({ file, written: written.written, losses: [...losses, ...written.losses] });
};
