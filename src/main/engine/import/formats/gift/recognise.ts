import type { Recognition, Sample } from '../format';

/** GIFT has answers in braces: `{T}`, `{=right ~wrong}`, `{#3:2}`, and often `::title::`. */
export function recogniseGift({ text, name }: Sample): Recognition {
  const braces = text.match(/\{[ \t\r\n]*(?:[=~#]|%-?\d|T\b|F\b|TRUE\b|FALSE\b|\})/g)?.length ?? 0;
  const titles = text.match(/^\s*::[^\r\n]{1,400}?::/gm)?.length ?? 0;
  const category = /^\s*\$CATEGORY:/m.test(text);
  const named = /\.gift(?:\.txt)?$/i.test(name);
  const json = /^\s*[[{]\s*["{[\]}]/.test(text);
  if (json && titles === 0) return { confidence: 0, reason: 'looks like JSON' };
  if (titles > 0 && braces > 0)
    return { confidence: 0.98, reason: 'titles in :: and answers in braces' };
  if (braces > 0) return { confidence: named ? 0.97 : 0.85, reason: 'answers in braces' };
  if (titles > 0 || category) return { confidence: 0.8, reason: 'titles in ::' };
  return named
    ? { confidence: 0.6, reason: 'the name ends in .gift' }
    : { confidence: 0, reason: '' };
}
