import { equalWeights } from '../../../../shared/domain/questions';
import { drafted, partId, type DraftedQuestion, type Extras } from './drafted';

/** An option, alone or with what a learner reads after picking it. */
export type OptionText = string | readonly [text: string, feedback: string];

function option(text: OptionText, at: number) {
  return typeof text === 'string'
    ? { id: partId(at), text }
    : { id: partId(at), text: text[0], feedback: text[1] };
}

/** One right answer among wrong ones; `partly` gives the first wrong one that share of the points. */
export function oneOf(
  stem: string,
  right: OptionText,
  wrong: readonly OptionText[],
  extras: Extras & { readonly partly?: number } = {},
): DraftedQuestion {
  return drafted(stem, extras, (random) => {
    const shown = random.shuffle([right, ...wrong]);
    const optionId = partId(shown.indexOf(right));
    const weights = {
      [optionId]: 1,
      ...Object.fromEntries(
        wrong.slice(0, 1).map((text) => [partId(shown.indexOf(text)), extras.partly ?? 0]),
      ),
    };
    return {
      type: 'single_choice',
      options: shown.map(option),
      correctAnswer: extras.partly === undefined ? { optionId } : { optionId, weights },
    };
  });
}

/** All that apply; every wrong tick costs as much as a right one earns. */
export function allOf(
  stem: string,
  right: readonly OptionText[],
  wrong: readonly OptionText[],
  extras: Extras = {},
): DraftedQuestion {
  return drafted(stem, { points: 2, ...extras }, (random) => {
    const shown = random.shuffle([...right, ...wrong]);
    const ids = (texts: readonly OptionText[]) => texts.map((text) => partId(shown.indexOf(text)));
    const cost = Math.round(-1e4 / right.length) / 1e4;
    return {
      type: 'multiple_choice',
      options: shown.map(option),
      correctAnswer: {
        weights: {
          ...equalWeights(ids(right)),
          ...Object.fromEntries(ids(wrong).map((id) => [id, cost])),
        },
      },
    };
  });
}

/** A statement to judge. */
export function statement(stem: string, value: boolean, extras: Extras = {}): DraftedQuestion {
  // The explanation is what somebody who judged wrongly needs to read.
  const feedback = value ? { false: extras.why } : { true: extras.why };
  return drafted(stem, extras, () => ({
    type: 'true_false',
    options: {},
    correctAnswer: extras.why === undefined ? { value } : { value, feedback },
  }));
}

/** Pairs to join; `others` are right parts that belong to nothing. */
export function pairsOf(
  stem: string,
  pairs: readonly (readonly [left: string, right: string])[],
  others: readonly string[],
  extras: Extras = {},
): DraftedQuestion {
  return drafted(stem, { points: 2, ...extras }, (random) => {
    const partners = [...new Set([...pairs.map(([, right]) => right), ...others])];
    const right = random.shuffle(partners).map((text, at) => ({ id: `r${at + 1}`, text }));
    const left = pairs.map(([text], at) => ({ id: `l${at + 1}`, text }));
    return {
      type: 'matching',
      options: { left, right },
      correctAnswer: {
        pairs: pairs.map(([, partner], at): readonly [string, string] => [
          `l${at + 1}`,
          right.find(({ text }) => text === partner)?.id ?? '',
        ]),
      },
    };
  });
}

/** Items to put in order, given here in the right one. */
export function inOrder(
  stem: string,
  items: readonly string[],
  extras: Extras = {},
): DraftedQuestion {
  return drafted(stem, { points: 2, ...extras }, (random) => {
    const shown = random.shuffle(items);
    return {
      type: 'ordering',
      options: shown.map((text, at) => ({ id: partId(at), text })),
      correctAnswer: { order: items.map((text) => partId(shown.indexOf(text))) },
    };
  });
}
