import type { Recognition, Sample } from '../format';
import { formatName } from './version';

/** Our own JSON says its name in its first lines. */
export function recogniseJson({ text, name }: Sample): Recognition {
  const start = text.slice(0, 2000);
  if (!/^\ufeff?\s*[[{]/.test(start)) return { confidence: 0, reason: '' };
  if (start.includes(`"${formatName}"`))
    return { confidence: 1, reason: 'names itself as Lectern questions' };
  if (/^\ufeff?\s*(?:\{\s*["}]|\[\s*[\]{"])/.test(start)) {
    return { confidence: /\.json$/i.test(name) ? 0.9 : 0.75, reason: 'JSON' };
  }
  return { confidence: 0, reason: '' };
}
