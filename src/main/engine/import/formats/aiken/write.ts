import type { ExportLoss, OutgoingQuestion, Written } from '../../draft';
import { markdownToPlain } from '../../markup/to-plain';

/** Writes Aiken, which knows one right answer among lettered ones and nothing else. */
export function writeAiken(questions: Iterable<OutgoingQuestion>): Written {
  const blocks: string[] = [];
  const losses: ExportLoss[] = [];
  for (const question of questions) {
    const lose = (field: string, text: string): void => {
      losses.push({ id: question.id, field, text });
    };
    const block = blockOf(question, lose);
    if (block === undefined)
      lose(
        'question',
        `Aiken has no ${question.type.replace('_', ' ')}: ${question.question.slice(0, 100)}`,
      );
    else blocks.push(block);
  }
  return { text: blocks.map((block) => `${block}\n\n`).join(''), written: blocks.length, losses };
}

function blockOf(
  question: OutgoingQuestion,
  lose: (field: string, text: string) => void,
): string | undefined {
  if (question.type !== 'single_choice' || question.options.length > 26) return undefined;
  const { optionId, weights = {} } = question.correctAnswer;
  const stem = oneLine(question.question);
  // Aiken has no way to say that a stem is not an answer.
  if (/^(?:A[ \t]*[.)]|ANSWER[ \t]*:)/i.test(stem)) return undefined;
  const lines = [stem];
  let key = '';
  for (const [index, option] of question.options.entries()) {
    const letter = String.fromCharCode(65 + index);
    lines.push(`${letter}. ${oneLine(option.text)}`);
    if (option.id === optionId) key = letter;
    else if ((weights[option.id] ?? 0) > 0) lose('weight', `${letter}: ${weights[option.id]}`);
    if (option.feedback) lose('feedback', option.feedback);
  }
  lines.push(`ANSWER: ${key}`);
  if (question.title) lose('title', question.title);
  if (question.explanation) lose('explanation', question.explanation);
  if (question.points !== 1) lose('points', String(question.points));
  return lines.join('\n');
}

/** Aiken reads a stem and an answer as one line each. */
function oneLine(markdown: string): string {
  return markdownToPlain(markdown)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
