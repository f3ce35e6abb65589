import { resolve } from 'node:path';
import type { ImportedQuestion, ImportFileSummary } from '../../../shared/contract/imports';
import { failure, type JsonValue } from '../../../shared/kernel/errors';
import { done, flag, required, table, text, unwrap, usageError, withComplaints } from '../answers';
import { CommandFailure, type Command, type CommandCall, type ParsedOptions } from '../command';

const pageSize = 1000;
const rules = ['skip', 'keep', 'update'] as const;

const importThem: Command = {
  name: 'questions import',
  summary: 'Bring questions in from files: GIFT, Aiken, CSV, Lectern JSON.',
  usage:
    'FILE... (--quiz ID | --new-quiz TITLE [--course ID]) [--format F] [--encoding E] [--map FIELD=COLUMN,..] [--duplicates skip|keep|update] [--dry-run]',
  options: {
    quiz: { type: 'string' },
    'new-quiz': { type: 'string' },
    course: { type: 'string' },
    format: { type: 'string' },
    encoding: { type: 'string' },
    map: { type: 'string' },
    duplicates: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  positionals: [1, 200],
  opens: 'write',
  run: async (call) => {
    const { options, client } = call;
    const target = targetOf(options);
    const duplicates = ruleOf(options);
    const { previewId, files: found } = await preview(call, target);
    const questions = await allQuestions(call, previewId, duplicates);
    const read = withQuestions(found, questions);
    if (found.every((file) => file.found === 0)) {
      throw new CommandFailure(failure('bad_input', whyNothing(found)), { files: read });
    }
    if (flag(options, 'dry-run')) {
      unwrap(await client.imports.discard({ previewId }));
      const json = { importId: null, dryRun: true, files: read };
      return report(json, read, 'Nothing was stored (dry run).');
    }
    const result = await client.imports.accept({ previewId, target, duplicates });
    if (!result.ok) {
      throw new CommandFailure(result.error, { ...result.error.details, files: read });
    }
    const { importId, quizId, files } = result.value;
    const stored = withQuestions(files, questions);
    const isNew = importId !== '';
    const head = isNew
      ? `Import ${importId} into quiz ${quizId}.`
      : 'Nothing new: all questions are there already.';
    return report({ importId: isNew ? importId : null, quizId, files: stored }, stored, head);
  },
};

async function preview(
  { positionals, options, client, signal }: CommandCall,
  target: ReturnType<typeof targetOf>,
) {
  const input = {
    sources: positionals.map((file) => ({ path: resolve(file) })),
    quizId: 'quizId' in target ? target.quizId : null,
    ...given('format', text(options, 'format')),
    ...given('encoding', text(options, 'encoding')),
    ...given('mapping', mappingOf(text(options, 'map'))),
  };
  return unwrap(await client.imports.preview(input, { signal }));
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  // One known key, present or not: the compiler cannot follow a computed name.
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
}

function targetOf(options: ParsedOptions) {
  const quizId = text(options, 'quiz');
  const newQuiz = text(options, 'new-quiz');
  const courseId = text(options, 'course') ?? null;
  if ((quizId === undefined) === (newQuiz === undefined)) {
    return usageError('Say where the questions go: --quiz ID, or --new-quiz TITLE.');
  }
  if (quizId !== undefined) {
    if (courseId !== null)
      usageError('--course belongs to --new-quiz; a quiz that is there has its course.');
    return { quizId };
  }
  return { newQuiz: newQuiz ?? '', courseId };
}

function ruleOf(options: ParsedOptions): (typeof rules)[number] {
  const wanted = text(options, 'duplicates') ?? 'skip';
  return (
    rules.find((rule) => rule === wanted) ?? usageError('--duplicates is skip, keep or update.')
  );
}

/** `question=Frage,correct=Lösung`; a column may be named or numbered from 1. */
function mappingOf(value: string | undefined): { readonly [field: string]: string } | undefined {
  if (value === undefined) return undefined;
  const pairs = value.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1)
      usageError(`--map takes FIELD=COLUMN, but got "${pair}".`);
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return Object.fromEntries(pairs);
}

async function allQuestions(
  { client }: CommandCall,
  previewId: string,
  duplicates: (typeof rules)[number],
): Promise<readonly ImportedQuestion[]> {
  const all: ImportedQuestion[] = [];
  for (;;) {
    const page = unwrap(
      await client.imports.page({ previewId, offset: all.length, limit: pageSize, duplicates }),
    );
    all.push(...page.questions);
    if (all.length >= page.total || page.questions.length === 0) return all;
  }
}

type FileAnswer = ImportFileSummary & { readonly questions: readonly JsonValue[] };

/** Gives each file its questions: the preview numbers them over all files in their order. */
function withQuestions(
  files: readonly ImportFileSummary[],
  questions: readonly ImportedQuestion[],
): readonly (FileAnswer & { readonly [key: string]: JsonValue })[] {
  let from = 0;
  return files.map((file) => {
    const own = questions.slice(from, from + file.found);
    from += file.found;
    return { ...file, questions: own.map(({ index: _, raw: __, ...question }) => question) };
  });
}

function whyNothing(files: readonly ImportFileSummary[]): string {
  return files
    .map(({ file, failure: why }) => `${file}: ${why ?? 'No question was found.'}`)
    .join('\n');
}

function report(
  json: JsonValue,
  files: readonly (FileAnswer & { readonly questions: readonly JsonValue[] })[],
  head: string,
) {
  const lines = files.map(
    ({
      file,
      format,
      encoding,
      found,
      imported,
      needsAttention,
      duplicates,
      rejected,
      failure: why,
    }) =>
      why ??
      `${file} (${format}, ${encoding}): ${found} found, ${imported} imported, ${needsAttention} need attention, ${duplicates} there already, ${rejected} rejected`,
  );
  const complaints = files.some(({ rejected, failure: why }) => rejected > 0 || why !== null);
  const said = [head, ...lines, ...files.flatMap(complaintLines)].join('\n');
  return complaints ? withComplaints(json, said) : done(json, said);
}

function complaintLines({ file, questions }: FileAnswer): readonly string[] {
  // `questions` are ImportedQuestion without index and raw; JsonValue is what the answer is made of.
  return (questions as unknown as readonly ImportedQuestion[])
    .filter(({ status }) => status === 'rejected' || status === 'needs_attention')
    .map(
      ({ line, status, problems }) =>
        `  ${file}:${line}: ${status.replace('_', ' ')}: ${problems.map(({ message }) => message).join('; ')}`,
    );
}

const exportThem: Command = {
  name: 'questions export',
  summary: 'Write the questions of a quiz to a file.',
  usage: '--quiz ID --format gift|aiken|csv|json --out FILE',
  options: { quiz: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ options, client }) => {
    const quizId = required(options, 'quiz');
    const format = required(options, 'format');
    const file = resolve(required(options, 'out'));
    const result = unwrap(await client.questions.export({ quizId, format, file }));
    const left = result.losses.map(
      ({ field, text: what }) => `  not carried over: ${field}: ${what}`,
    );
    return done(result, [`${result.written} questions written to ${file}.`, ...left].join('\n'));
  },
};

const listThem: Command = {
  name: 'questions list',
  summary: 'List the questions of a quiz.',
  usage: '--quiz ID',
  options: { quiz: { type: 'string' } },
  positionals: [0, 0],
  opens: 'read',
  run: async ({ options, client }) => {
    const { questions } = unwrap(
      await client.questions.list({ quizId: required(options, 'quiz') }),
    );
    const rows = questions.map(({ order, type, points, question }) => [
      order,
      type,
      points,
      question.replace(/\s+/g, ' ').slice(0, 80),
    ]);
    const json = { questions: questions.map(({ quizId: _, ...question }) => question) };
    return done(json, rows.length === 0 ? 'No questions.' : table(rows));
  },
};

export const questionCommands: readonly Command[] = [importThem, exportThem, listThem];
