import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, withGaps } from './typed-kit';

/** Statistics with Care: probability and samples. */
export const chanceAndSampling: readonly DraftedQuestion[] = [
  inNumbers(
    'A fair die is thrown twice. What is the probability of two sixes? Give four decimals.',
    near(0.0278, 0.0001),
    ['0.1667', '0.3333', '0.0833', '36'],
    {
      difficulty: -0.5,
      why: '$1/36$',
    },
  ),
  oneOf(
    'A test finds 90 % of those who are ill and wrongly alarms 10 % of those who are well. One person in a hundred is ill. Of a hundred alarms, about how many are right?',
    'About 8',
    [
      ['About 90', 'That is the share of the ill who are found, not of the alarms that are right.'],
      'About 50',
      'About 1',
    ],
    { difficulty: 0.9, points: 2, why: '$0.009 / (0.009 + 0.099) \\approx 0.083$' },
  ),
  statement('After five heads in a row a fair coin is more likely to show tails.', false, {
    difficulty: -1.1,
    why: 'The coin has no memory.',
  }),
  inNumbers(
    'Two events are independent with probabilities 0.4 and 0.5. What is the probability that at least one happens?',
    near(0.7, 0.001),
    ['0.9', '0.2', '0.45', '0.3'],
    {
      difficulty: 0,
      why: '$1 - 0.6 \\cdot 0.5$',
    },
  ),
  pairsOf(
    'Match each way of choosing with its name.',
    [
      ['Every tenth name of a list, from a random start', 'Systematic sample'],
      ['A random choice within each age group', 'Stratified sample'],
      ['Everyone in ten classes chosen at random', 'Cluster sample'],
      ['Whoever walks by', 'Convenience sample'],
    ],
    ['Census'],
    { difficulty: 0 },
  ),
  allOf(
    'A newspaper asks its readers to answer a survey on its page. Which faults does the answer have?',
    [
      'Only readers could take part',
      'Those with strong views answer more often',
      'Nobody knows how many chose not to answer',
    ],
    ['The sample is always too small', 'The answers cannot be counted'],
    { difficulty: -0.3 },
  ),
  inNumbers(
    'To halve the standard error of a mean, by what factor must the sample grow?',
    near(4, 0),
    ['2', '0.5', '1.41', '8'],
    {
      difficulty: 0.2,
      why: 'The standard error falls with the square root of the sample size.',
    },
  ),
  withGaps(
    'For 400 answers of which half are yes, the standard error of the share is [[se]]. A 95 % interval reaches about [[moe]] percentage points to each side. With 1,600 answers it would be [[less]] as wide.',
    {
      se: { number: near(0.025, 0.0005), slips: ['0.05', '0.25', '0.5'] },
      moe: {
        number: { accepted: [{ min: 4.8, max: 5.1, weight: 1 }] },
        slips: ['2.5', '10', '1.96'],
      },
      less: { right: 'half', wrong: ['a quarter', 'just'] },
    },
    { difficulty: 0.7, points: 3 },
  ),
  inWords(
    'What do we call a variable that drives both things we compare and so feigns a link between them?',
    ['confounder', 'a confounder', 'confounding variable', 'confounding factor', 'confound*'],
    ['outlier', 'mediator', 'correlation', 'bias'],
    { difficulty: 0.1 },
  ),
  inOrder(
    'Order these from the least to the most likely.',
    [
      'Ten heads in ten throws of a coin',
      'Two sixes with two dice',
      'A six with one die',
      'At least one head in two throws',
    ],
    { difficulty: -0.2, why: '1/1024, 1/36, 1/6, 3/4' },
  ),
  statement('A larger sample cures a biased way of choosing it.', false, {
    difficulty: -0.6,
    why: 'It only makes the wrong answer more precise.',
  }),
];
