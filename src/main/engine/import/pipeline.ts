import type { CallContext } from '../context';
import type { JobHandle } from '../jobs/jobs';
import { fail } from '../../../shared/kernel/errors';
import type { CheckedDraft } from './checked-draft';
import { DuplicateFinder } from './duplicates';
import { previewsOf, type Preview, type PreviewFile } from './preview-store';
import type { SourceReport, SourceRequest } from './read-source';
import { knownQuestions, quizTitleOf } from './repository';

/** How a source is to be read, as far as a person said so. */
type Reading = Pick<SourceRequest, 'format' | 'encoding' | 'mapping'>;

export type PreviewRequest = Reading & {
  readonly previewId?: string | undefined;
  readonly quizId: string | null;
  /** What is said of one source wins over what is said for all. */
  readonly sources: readonly (SourceRequest['source'] & Reading)[];
};

/**
 * Reads the sources in the worker and keeps what they give as a preview: bytes, format, drafts,
 * checks, duplicates; nothing is stored. The preview can be paged while it is still filling.
 */
export async function makePreview(request: PreviewRequest, context: CallContext): Promise<Preview> {
  const { workspace, jobs, newId, signal } = context;
  const { quizId } = request;
  if (quizId !== null && quizTitleOf(workspace.read, quizId) === undefined) {
    fail('not_found', `There is no quiz ${quizId}. Nothing was imported.`, { quizId });
  }
  const finder = new DuplicateFinder(quizId === null ? [] : knownQuestions(workspace.read, quizId));
  const preview: Preview = { id: request.previewId ?? newId(), quizId, files: [], complete: false };
  const store = previewsOf(workspace);
  store.add(preview);
  const { length } = request.sources;
  const title = length === 1 ? 'Reading questions' : `Reading ${length} files`;
  try {
    await jobs.run({ title, signal }, async (job) => {
      for (const source of request.sources) {
        const input: SourceRequest = {
          source,
          format: source.format ?? request.format,
          encoding: source.encoding ?? request.encoding,
          mapping: source.mapping ?? request.mapping,
        };
        await readInto(preview, input, finder, job, context);
        job.checkCancelled();
      }
    });
  } catch (error) {
    store.remove(preview.id);
    throw error;
  }
  preview.complete = true;
  return preview;
}

/** Adds one source to a preview while the worker reads it. */
async function readInto(
  preview: Preview,
  input: SourceRequest,
  finder: DuplicateFinder,
  job: JobHandle,
  { workers }: CallContext,
): Promise<void> {
  const file: PreviewFile = { report: unreadReport(input.source), drafts: [] };
  let found = preview.files.reduce((sum, { drafts }) => sum + drafts.length, 0);
  preview.files.push(file);
  // The worker sends chunks of CheckedDraft and ends with a SourceReport; see read-source.ts.
  const onChunk = (chunk: unknown): void => {
    for (const draft of chunk as readonly CheckedDraft[]) {
      file.drafts.push({ ...draft, ...finder.look(draft), index: found });
      found += 1;
    }
    job.report(found, `${found} questions`);
  };
  const report = await workers.run('import', input, { signal: job.signal, onChunk });
  file.report = report as SourceReport;
}

function unreadReport(source: SourceRequest['source']): SourceReport {
  const file = 'path' in source ? source.path : source.name;
  return {
    file,
    format: '',
    formatReason: '',
    encoding: '',
    columns: [],
    mapping: {},
    failure: null,
  };
}
