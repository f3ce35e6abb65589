import { allOf, inOrder, oneOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inProse, inWords, near } from './typed-kit';

/** Statistics with Care: tests and intervals; a draft. */
export const testsAndIntervals: readonly DraftedQuestion[] = [
  oneOf(
    'What does a p-value of 0.03 mean?',
    'If the null hypothesis held, results at least this far from it would come up about three times in a hundred',
    [
      'The null hypothesis is true with a probability of 3 %',
      'The effect is 3 % in size',
      'A repetition would succeed with a probability of 97 %',
    ],
    { difficulty: 0.4, points: 2 },
  ),
  statement('A result that is statistically significant is important in practice.', false, {
    difficulty: -0.8,
    why: 'With enough data the smallest difference becomes significant.',
  }),
  inNumbers(
    'A mean of 52 has a standard error of 2.0. Where does the usual 95 % interval end, above? Give one decimal.',
    near(55.9, 0.15),
    ['54', '56.6', '48.1', '53.96'],
    {
      difficulty: 0,
      why: '$52 + 1.96 \\cdot 2.0$',
    },
  ),
  allOf(
    'What makes a confidence interval narrower, other things being equal?',
    ['A larger sample', 'A lower level of confidence', 'Less spread in the data'],
    ['A larger mean', 'A smaller p-value'],
    { difficulty: 0.1 },
  ),
  inWords(
    'What is the error called of rejecting a null hypothesis that is true?',
    [
      'type I error',
      'type 1 error',
      'type one error',
      'error of the first kind',
      'type I',
      'false positive',
    ],
    ['type II error', 'false negative', 'bias'],
    { difficulty: 0 },
  ),
  inOrder(
    'Bring the steps of a test into a sound order.',
    [
      'State the question and both hypotheses',
      'Choose the level and the size of the sample',
      'Collect the data',
      'Work out the statistic and its p-value',
      'Report the size of the effect with its interval',
    ],
    { difficulty: -0.5 },
  ),
  inNumbers(
    'Twenty tests are made at the 5 % level and every null hypothesis is true. How many false alarms are to be expected?',
    near(1, 0),
    ['0', '20', '0.05', '5'],
    {
      difficulty: 0,
    },
  ),
  inProse(
    'A headline says: “Tea drinkers live longer.” In about 120 words, list what you would want to know before believing that tea is the reason.',
  ),
];
