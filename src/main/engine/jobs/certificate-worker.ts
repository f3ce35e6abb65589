import { createHash } from 'node:crypto';
import { describeTextProblem } from '../certificates/render/describe-problem';
import { createCertificateRenderer } from '../certificates/render/certificate-renderer';
import { createFontLibrary } from '../certificates/render/font-library';
import type { CertificateSnapshot } from '../certificates/snapshot';
import { renderRequestSchema, type RenderAnswer } from '../certificates/worker-messages';
import { serveWorker } from './serve-worker';

// Kept for the life of the thread: opening fonts is what makes the first page slow.
const render = createCertificateRenderer(createFontLibrary());

async function answerFor(snapshot: CertificateSnapshot, index: number): Promise<RenderAnswer> {
  const page = await render(snapshot);
  if (!page.ok) return { kind: 'problem', index, reason: describeTextProblem(page.error) };
  const sha256 = createHash('sha256').update(page.value).digest('hex');
  return { kind: 'file', index, bytes: page.value, sha256 };
}

serveWorker(async (input, task) => {
  const { snapshots } = renderRequestSchema.parse(input);
  for (const [index, snapshot] of snapshots.entries()) {
    if (task.isCancelled()) return;
    const answer = await answerFor(snapshot, index);
    task.chunk(answer, answer.kind === 'file' ? [answer.bytes.buffer] : []);
  }
});
