import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkerTask } from '../jobs/worker-protocol';
import { failure, type Failure } from '../../../shared/kernel/errors';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { checkDraft, type CheckedDraft } from './checked-draft';
import { decode, maximumFileBytes, type Decoded } from './decode';
import type { ColumnMapping } from './formats/format';
import { recognise } from './recognise';

/** One file or pasted text, and what the person said about it. */
export type SourceRequest = {
  readonly source: { readonly path: string } | { readonly name: string; readonly text: string };
  readonly format?: string | undefined;
  readonly encoding?: string | undefined;
  readonly mapping?: ColumnMapping | undefined;
};

/** What is known of a source beside its questions. */
export type SourceReport = {
  readonly file: string;
  readonly format: string;
  readonly formatReason: string;
  readonly encoding: string;
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Why nothing could be read of it, when nothing could. */
  readonly failure: string | null;
};

/** The first questions are sent as soon as a page can be shown, the others in larger parts. */
const firstChunk = 50;
const laterChunks = 500;

/**
 * Reads one source in the worker: decode, recognise, read, check, in chunks of drafts, so that
 * neither side holds a large bank twice and a cancel is heard between two chunks.
 */
export async function readSource(request: SourceRequest, task: WorkerTask): Promise<SourceReport> {
  const file = nameOf(request.source);
  const unread = {
    file,
    format: request.format ?? '',
    formatReason: '',
    encoding: '',
    columns: [],
    mapping: {},
  };
  const decoded = textOf(request);
  if (!decoded.ok) return { ...unread, failure: decoded.error.message };
  const { text, encoding, reason, warnings } = decoded.value;
  const recognised = recognise(text, file, request.format);
  if (!recognised.ok) return { ...unread, encoding, failure: recognised.error.message };
  const { format, reason: formatReason } = recognised.value;
  const options = request.mapping === undefined ? {} : { mapping: request.mapping };
  const table = format.columns?.(text, options) ?? { columns: [], mapping: {}, failure: null };
  const report: SourceReport = {
    ...unread,
    format: format.id,
    formatReason: [formatReason, `${encoding}: ${reason}`, ...warnings].join('; '),
    encoding,
    columns: table.columns,
    mapping: table.mapping,
    failure: table.failure,
  };
  if (table.failure !== null) return report;
  const found = await sendDrafts(format.read(text, options), task);
  return found > 0
    ? report
    : { ...report, failure: `No question was found in this file (read as ${format.label}).` };
}

async function sendDrafts(
  drafts: Iterable<Parameters<typeof checkDraft>[0]>,
  task: WorkerTask,
): Promise<number> {
  let chunk: CheckedDraft[] = [];
  let sent = 0;
  for (const draft of drafts) {
    chunk.push(checkDraft(draft));
    if (chunk.length < (sent === 0 ? firstChunk : laterChunks)) continue;
    task.chunk(chunk);
    sent += chunk.length;
    chunk = [];
    await nextTurn();
    if (task.isCancelled()) return sent;
  }
  if (chunk.length > 0) task.chunk(chunk);
  return sent + chunk.length;
}

function nameOf(source: SourceRequest['source']): string {
  return 'path' in source ? basename(source.path) : source.name;
}

function textOf({ source, encoding }: SourceRequest): Result<Decoded, Failure> {
  if ('path' in source) {
    const bytes = bytesOf(source.path);
    return bytes.ok ? decode(bytes.value, encoding) : bytes;
  }
  if (source.text.trim() === '')
    return err(failure('bad_input', 'The text is empty. Nothing was imported.'));
  return ok({
    text: source.text.replaceAll('\0', ''),
    encoding: 'utf-8',
    reason: 'pasted text',
    warnings: [],
  });
}

function bytesOf(path: string): Result<Uint8Array, Failure> {
  try {
    const { size } = statSync(path);
    if (size > maximumFileBytes) {
      const megabytes = Math.round(size / 1024 / 1024);
      return err(
        failure(
          'bad_input',
          `The file has ${megabytes} MB; up to ${maximumFileBytes / 1024 / 1024} MB are read. Nothing was imported; split it into parts.`,
        ),
      );
    }
    return ok(readFileSync(path));
  } catch (error) {
    return err(failure('bad_input', unreadable(path, error)));
  }
}

function unreadable(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return `There is no file ${path}. Nothing was imported.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `The file ${path} may not be read. Nothing was imported; check its permissions.`;
  if (code === 'EISDIR') return `${path} is a folder. Name the files in it.`;
  return `The file ${path} could not be read (${code}). Nothing was imported.`;
}
