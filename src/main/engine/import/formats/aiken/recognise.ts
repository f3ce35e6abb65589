import type { Recognition, Sample } from '../format';

/** Aiken has lettered answers and a line `ANSWER: B`. */
export function recogniseAiken({ text, name }: Sample): Recognition {
  const keys =
    text.match(/^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z](?:[ \t]*[,;&][ \t]*[A-Z])*[ \t]*$/gim)?.length ?? 0;
  const options = text.match(/^[ \t]*[A-Z][ \t]*[.)]/gm)?.length ?? 0;
  if (keys > 0 && options >= keys)
    return { confidence: 0.95, reason: 'lettered answers and ANSWER lines' };
  if (/\.aiken(?:\.txt)?$/i.test(name))
    return { confidence: 0.6, reason: 'the name ends in .aiken' };
  return { confidence: 0, reason: '' };
}
