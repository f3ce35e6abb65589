import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FailureError, type Failure } from '../../../shared/kernel/errors';
import type { EngineContext } from '../context';
import type { JobHandle } from '../jobs/jobs';
import { completeVersions, discardPending, type Completion } from './complete';
import { renderBatch } from './render-batch';
import type { CertificateDetail } from './repository';
import { certificateSnapshotSchema } from './snapshot';
import { storeFile, type FilePort } from './store-file';
import type { Skipped } from './plan-issue';
import type { RenderAnswer } from './worker-messages';

/** Pages rendered, written and issued together; an interruption repeats at most this many. */
const batchSize = 50;

/** How far a run of finishing pending certificates came. */
export type Finished = {
  readonly issued: readonly Completion[];
  readonly skipped: readonly Skipped[];
  readonly cancelled: boolean;
  /** What stopped it; the certificates not issued were taken off the list again. */
  readonly failure: Failure | null;
};

type Written = Completion | Skipped | Failure;

function batches(details: readonly CertificateDetail[]): readonly (readonly CertificateDetail[])[] {
  const count = Math.ceil(details.length / batchSize);
  return Array.from({ length: count }, (_, index) =>
    details.slice(index * batchSize, (index + 1) * batchSize),
  );
}

async function writeOne(
  detail: CertificateDetail,
  answer: RenderAnswer,
  port: FilePort | undefined,
): Promise<Written> {
  if (answer.kind === 'problem') return { learner: detail.userId, reason: answer.reason };
  const file = detail.file ?? '';
  // Kept from the first try; the folder may have been removed since.
  await mkdir(dirname(file), { recursive: true }).catch(() => undefined);
  const stored = await storeFile(file, answer.bytes, port);
  return stored.ok ? { detail, file, sha256: answer.sha256 } : stored.error;
}

/** Renders ahead by one batch, so that the worker is busy while files are forced to the disk. */
async function* renderAhead(
  context: EngineContext,
  details: readonly CertificateDetail[],
  signal: AbortSignal,
): AsyncGenerator<readonly (readonly [CertificateDetail, RenderAnswer])[]> {
  const render = async (batch: readonly CertificateDetail[]) => {
    const snapshots = batch.map((one) => certificateSnapshotSchema.parse(JSON.parse(one.snapshot)));
    const answers = await renderBatch(context.workers, snapshots, signal);
    return batch.flatMap(
      (detail, index): readonly (readonly [CertificateDetail, RenderAnswer])[] => {
        const answer = answers[index];
        return answer ? [[detail, answer]] : [];
      },
    );
  };
  const all = batches(details);
  let next = all[0] && render(all[0]);
  for (let index = 1; next; index += 1) {
    const rendered = await next;
    const following = all[index];
    next = following && render(following);
    // Heard when awaited above; unheard only when the reader stops for a reason of its own.
    next?.catch(() => undefined);
    yield rendered;
  }
}

/**
 * Renders pending versions, writes their files and marks them issued, batch by batch. On a cancel
 * or a failure what is done stays, and what is not is no longer pending.
 */
export async function finishVersions(
  context: EngineContext,
  details: readonly CertificateDetail[],
  job: JobHandle,
  port?: FilePort,
): Promise<Finished> {
  const issued: Completion[] = [];
  const skipped: Skipped[] = [];
  let failure: Failure | null = null;
  job.setTotal(details.length);
  try {
    for await (const rendered of renderAhead(context, details, job.signal)) {
      const written = await Promise.all(
        rendered.map(([detail, answer]) => writeOne(detail, answer, port)),
      );
      const outcome = completeVersions(
        context,
        written.filter((one) => 'detail' in one),
      );
      issued.push(...outcome.issued);
      skipped.push(...outcome.skipped, ...written.filter((one) => 'reason' in one));
      failure = written.find((one) => 'code' in one) ?? null;
      job.report(issued.length + skipped.length);
      if (failure || job.signal.aborted) break;
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    if (!job.signal.aborted) failure = error.failure;
  } finally {
    // After a bug, too: a page that can never be made must not stand in the way for ever.
    discardPending(context, details);
  }
  return {
    issued,
    skipped,
    failure,
    cancelled: job.signal.aborted && issued.length + skipped.length < details.length,
  };
}
