import type { DraftContent, Json } from './draft-content';
import { listOf, numberOf, objectOf, textOf } from './read-json';

/** One accepted answer of a short answer question. */
export type Accepted = {
  readonly text: string;
  /** Share of the points, 0..1. */
  readonly weight: number;
  readonly feedback?: string;
};

/** The accepted answers, whatever state they are in. */
export function acceptedOf(content: DraftContent): readonly Accepted[] {
  return listOf(objectOf(content.correctAnswer).accepted).map((value) => {
    const { text, weight, feedback } = objectOf(value);
    const known = { text: textOf(text), weight: numberOf(weight, 0) };
    return typeof feedback === 'string' ? { ...known, feedback } : known;
  });
}

/** How answers are compared. */
export function comparisonOf(content: DraftContent): {
  readonly caseSensitive: boolean;
  readonly wildcards: boolean;
} {
  const { caseSensitive, wildcards } = objectOf(content.correctAnswer);
  return { caseSensitive: caseSensitive === true, wildcards: wildcards === true };
}

function withAnswer(content: DraftContent, part: { readonly [key: string]: Json }): DraftContent {
  const { caseSensitive, wildcards } = comparisonOf(content);
  const accepted = acceptedOf(content).map((one) => ({ ...one }));
  return {
    ...content,
    options: {},
    correctAnswer: { accepted, caseSensitive, wildcards, ...part },
  };
}

/** Replaces the accepted answers. */
export function setAccepted(content: DraftContent, accepted: readonly Accepted[]): DraftContent {
  return withAnswer(content, { accepted: accepted.map((one) => ({ ...one })) });
}

/** Changes one accepted answer; `feedback: undefined` takes its feedback away. */
export function changeAccepted(
  content: DraftContent,
  at: number,
  part: {
    readonly text?: string;
    readonly weight?: number;
    readonly feedback?: string | undefined;
  },
): DraftContent {
  return setAccepted(
    content,
    acceptedOf(content).map((one, index) => {
      if (index !== at) return one;
      const { feedback, ...bare } = { feedback: undefined, ...one, ...part };
      return feedback === undefined ? bare : { ...bare, feedback };
    }),
  );
}

/** Puts an empty answer at the end; the first one is worth everything, and so are the others. */
export function addAccepted(content: DraftContent): DraftContent {
  return setAccepted(content, [...acceptedOf(content), { text: '', weight: 1 }]);
}

/** Takes one answer away. */
export function removeAccepted(content: DraftContent, at: number): DraftContent {
  return setAccepted(content, acceptedOf(content).toSpliced(at, 1));
}

/** Changes how answers are compared. */
export function setComparison(
  content: DraftContent,
  part: { readonly caseSensitive?: boolean; readonly wildcards?: boolean },
): DraftContent {
  return withAnswer(content, { ...comparisonOf(content), ...part });
}
