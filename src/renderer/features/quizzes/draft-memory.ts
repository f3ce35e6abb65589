import { z } from 'zod';
import { readLocal, writeLocal } from '../../ui/storage/local-store';

const contentSchema = z.object({
  type: z.string(),
  question: z.string(),
  options: z.json(),
  correctAnswer: z.json(),
  explanation: z.string(),
  points: z.number().nullable(),
  texts: z
    .object({ options: z.string().optional(), correctAnswer: z.string().optional() })
    .optional(),
});

const draftSchema = z.object({
  quizId: z.string(),
  content: contentSchema,
  base: contentSchema.nullable(),
  at: z.number().optional(),
  attempted: z.boolean().optional(),
});

type Remembered = z.output<typeof draftSchema>;
type Drafts = { readonly [id: string]: Remembered & { readonly state: string } };

const key = 'quiz.drafts';
const quietMs = 400;
/** Drafts of long ago, whose quiz is perhaps gone, are forgotten beyond this many. */
const most = 200;

let waiting: Drafts | undefined;
let timer: number | undefined;

function write(): void {
  window.clearTimeout(timer);
  if (!waiting) return;
  const typed = Object.entries(waiting).filter(([, { state }]) => state !== 'stored');
  waiting = undefined;
  const kept = typed.slice(-most).map(([id, { quizId, content, base, at, attempted }]) => {
    return [id, { quizId, content, base, at, attempted }];
  });
  writeLocal(key, JSON.stringify(Object.fromEntries(kept)));
}

/** Keeps drafts beyond the life of the window, within half a second and when the window goes. */
export function rememberDrafts(drafts: Drafts): void {
  waiting = drafts;
  window.clearTimeout(timer);
  timer = window.setTimeout(write, quietMs);
}

window.addEventListener('pagehide', write);

/** The drafts a former window left; what cannot be read counts as none. */
export function recallDrafts(): {
  readonly [id: string]: Remembered & { readonly state: 'typed'; readonly settled: true };
} {
  try {
    const parsed = z.record(z.string(), draftSchema).safeParse(JSON.parse(readLocal(key) ?? '{}'));
    const drafts = Object.entries(parsed.success ? parsed.data : {});
    return Object.fromEntries(
      drafts.map(([id, one]) => [id, { ...one, state: 'typed' as const, settled: true as const }]),
    );
  } catch {
    // Garbled text: the next change writes it anew.
    return {};
  }
}
