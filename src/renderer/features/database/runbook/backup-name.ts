import type { ShownTarget } from '../../../../shared/contract/targets';

/** A name for a backup made at this moment, such as `production-2026-11-23-0941.dump`. */
export function backupName(
  target: Pick<ShownTarget, 'name'> | null,
  now: Date,
): { readonly suggestedName: string; readonly extensions: readonly string[] } {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const stamp = `${day}-${two(now.getHours())}${two(now.getMinutes())}`;
  if (target === null)
    return { suggestedName: `workspace-${stamp}.sqlite`, extensions: ['sqlite'] };
  // Whatever a server is called, a file must be able to have that name everywhere.
  const safe = target.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/gu, '');
  return { suggestedName: `${safe || 'backup'}-${stamp}.dump`, extensions: ['dump', 'zip'] };
}
