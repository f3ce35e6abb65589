import type { OutgoingQuestion, Written } from '../../draft';
import { formatName, formatVersion } from './version';

/** Writes everything a question holds: reading it back gives the same questions. */
export function writeJson(questions: Iterable<OutgoingQuestion>): Written {
  const rows: string[] = [];
  for (const { title, type, question, options, correctAnswer, explanation, points } of questions) {
    const row = {
      ...(title === null ? {} : { title }),
      type,
      question,
      options,
      correctAnswer,
      explanation,
      points,
    };
    rows.push(JSON.stringify(row, null, 2).replace(/^/gm, '    '));
  }
  const head = `{\n  "format": "${formatName}",\n  "version": ${formatVersion},\n  "questions": [`;
  const body = rows.length === 0 ? '' : `\n${rows.join(',\n')}\n  `;
  return { text: `${head}${body}]\n}\n`, written: rows.length, losses: [] };
}
