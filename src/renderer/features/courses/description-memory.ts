import { readLocal, writeLocal } from '../../ui/storage/local-store';

/** What was typed into a description, and the stored text it was typed over. */
type Kept = { readonly typed: string; readonly stored: string };

function readKept(text: string | null): Kept | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    if (!('typed' in value) || !('stored' in value)) return null;
    const { typed, stored } = value;
    return typeof typed === 'string' && typeof stored === 'string' ? { typed, stored } : null;
  } catch {
    // Garbled text counts as no draft.
    return null;
  }
}

/**
 * Keeps a description that is being typed on this machine, so that a crash does not take it. It
 * comes back only over the text it was typed over: a newer one is never overwritten with it.
 */
export function descriptionMemory(courseId: string, stored: string) {
  const key = `course.description.${courseId}`;
  return {
    recall: () => {
      const kept = readKept(readLocal(key));
      return kept?.stored === stored ? kept.typed : null;
    },
    keep: (typed: string | null) => {
      const kept: Kept | null = typed === null ? null : { typed, stored };
      if (kept || readLocal(key)) writeLocal(key, kept ? JSON.stringify(kept) : '');
    },
  };
}
