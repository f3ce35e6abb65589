import { formatLateness, formatScore, type GradeChain } from '../../../shared/domain/late-policy';
import type { SeededRandom } from './seeded-random';

const excellent = [
  'A pleasure to read. The argument never loses its thread, and the last paragraph earns its place.',
  'Very strong work: clear question, evidence that bears on it, and an honest look at the other side.',
  'Precise and complete. I have nothing to add but a wish: publish it.',
  'You say what you did not know. That is rarer than knowing.',
];
const good = [
  'Good work. The middle part could be tightened; two of the points say nearly the same.',
  'Well observed. Say more about where your figures come from.',
  'A sound piece. Your second paragraph is the best; begin with it next time.',
  'Convincing on the whole. The objection you raise deserves more than a sentence.',
];
const fair = [
  'The main idea is right, but it has to be found between the lines. State it in the first paragraph.',
  'You describe well and conclude little. What follows from all this?',
  'Several claims stand without support. Pick the two that matter and give evidence for them.',
  'Too short for what it sets out to do. Come and see me if time was the trouble.',
];
const weak = [
  'Much is missing that the task asks for; please read it again with the list beside you.',
  'I cannot follow the argument from the second paragraph on. Let us go through it together.',
  'This looks like a first draft. There is a good thought in it that you have not used yet.',
];

function remarksFor(share: number): readonly string[] {
  if (share >= 0.88) return excellent;
  if (share >= 0.72) return good;
  return share >= 0.5 ? fair : weak;
}

function lateRemark(chain: GradeChain, isAccepted: boolean): string {
  if (chain.lateSeconds <= 0) return '';
  const late = formatLateness(chain.lateSeconds);
  if (!isAccepted)
    return `Handed in ${late} after the deadline, so it does not count; I read it all the same.`;
  if (chain.waived) return `${late} late; waived, as we agreed.`;
  if (chain.deduction === 0) return '';
  return `${late} late: ${formatScore(chain.deduction)} points taken off ${formatScore(chain.raw)}.`;
}

/** What the grader writes: by the quality of the work, with a word on lateness; often nothing. */
export function writeFeedback(
  chain: GradeChain,
  isAccepted: boolean,
  random: SeededRandom,
): string | null {
  const remark = random.pick(remarksFor(chain.raw / chain.possible));
  const late = lateRemark(chain, isAccepted);
  if (random.chance(0.12)) return late === '' ? null : late;
  return late === '' ? remark : `${remark} ${late}`;
}
