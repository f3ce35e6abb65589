import { z } from 'zod';
import { certificateSnapshotSchema } from './snapshot';

/** What the certificate worker is asked to make. */
export const renderRequestSchema = z.strictObject({
  snapshots: z.array(certificateSnapshotSchema),
});

/** What it sends back for each snapshot, as soon as it is done: the file, or why there is none. */
export const renderAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    index: z.number(),
    bytes: z.instanceof(Uint8Array),
    sha256: z.string(),
  }),
  z.strictObject({ kind: z.literal('problem'), index: z.number(), reason: z.string() }),
]);

export type RenderAnswer = z.output<typeof renderAnswerSchema>;
