import type { DraftContent } from './draft-content';
import { objectOf } from './read-json';

type Side = 'true' | 'false';

/** Which answer is right; undefined while neither is. */
export function truthOf(content: DraftContent): boolean | undefined {
  const { value } = objectOf(content.correctAnswer);
  return typeof value === 'boolean' ? value : undefined;
}

/** Says which answer is right. */
export function setTruth(content: DraftContent, value: boolean): DraftContent {
  return { ...content, options: {}, correctAnswer: { ...objectOf(content.correctAnswer), value } };
}

/** What a learner who chose this side is told; empty for nothing. */
export function sideFeedback(content: DraftContent, side: Side): string {
  const text = objectOf(objectOf(content.correctAnswer).feedback)[side];
  return typeof text === 'string' ? text : '';
}

/** Changes what a learner who chose this side is told; empty takes it away. */
export function setSideFeedback(content: DraftContent, side: Side, text: string): DraftContent {
  const { feedback: _before, ...answer } = objectOf(content.correctAnswer);
  const both = {
    true: sideFeedback(content, 'true'),
    false: sideFeedback(content, 'false'),
    [side]: text,
  };
  const said = Object.fromEntries(Object.entries(both).filter(([, words]) => words !== ''));
  const correctAnswer = Object.keys(said).length > 0 ? { ...answer, feedback: said } : answer;
  return { ...content, correctAnswer };
}
