import { failure, FailureError } from '../../../shared/kernel/errors';
import type { Workers } from '../jobs/workers';
import type { CertificateSnapshot } from './snapshot';
import { renderAnswerSchema, type RenderAnswer } from './worker-messages';

/**
 * Renders pages on the certificate worker, in the order of the snapshots. Throws a `cancelled`
 * failure when `signal` fires and `engine_stopped` when the worker dies.
 */
export async function renderBatch(
  workers: Workers,
  snapshots: readonly CertificateSnapshot[],
  signal: AbortSignal,
): Promise<readonly RenderAnswer[]> {
  const answers = new Map<number, RenderAnswer>();
  await workers.run(
    'certificate',
    { snapshots },
    {
      signal,
      onChunk: (value) => {
        const answer = renderAnswerSchema.parse(value);
        answers.set(answer.index, answer);
      },
    },
  );
  return snapshots.map((_snapshot, index) => {
    const answer = answers.get(index);
    if (answer) return answer;
    throw new FailureError(failure('cancelled', 'Cancelled. What was stored before is kept.'));
  });
}
