import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, reading, withGaps } from './typed-kit';

/** Statistics with Care: describing data. */
export const describingData: readonly DraftedQuestion[] = [
  reading(
    'Several questions use the same nine waiting times at a clinic, in minutes:\n\n`4, 6, 7, 9, 10, 12, 15, 21, 42`',
  ),
  inNumbers(
    'What is the median of the nine waiting times, in minutes?',
    near(10, 0, 'min'),
    ['14', '9.5', '12', '42'],
    {
      difficulty: -1,
    },
  ),
  inNumbers(
    'What is their mean, in minutes?',
    near(14, 0.05, 'min'),
    ['10', '126', '12.6', '15.75'],
    {
      difficulty: -0.9,
      why: '$126 / 9 = 14$',
    },
  ),
  oneOf(
    'The 42 turns out to be a slip of the pen for 24. Which summary does **not** change?',
    'The median',
    ['The mean', 'The range', 'The standard deviation'],
    {
      difficulty: -0.6,
      why: 'The fifth value of nine is the same; everything that uses the largest value changes.',
    },
  ),
  inNumbers(
    'What is the range of the times as first written, in minutes?',
    near(38, 0, 'min'),
    ['42', '36', '46', '9'],
    {
      difficulty: -0.6,
    },
  ),
  statement(
    'If the mean is well above the median, the data are likely to have a long tail of large values.',
    true,
    {
      difficulty: -0.2,
    },
  ),
  pairsOf(
    'Match each variable with its kind.',
    [
      ['Blood group', 'Nominal'],
      ['Level of agreement, from “not at all” to “fully”', 'Ordinal'],
      ['Number of brothers and sisters', 'Discrete'],
      ['Body temperature', 'Continuous'],
    ],
    ['Random'],
    { difficulty: -0.3 },
  ),
  allOf(
    'Which of these say something about spread?',
    ['Interquartile range', 'Variance', 'Standard deviation'],
    ['Mode', 'Median'],
    { difficulty: -0.7 },
  ),
  oneOf(
    'A bar chart of sales starts its axis at 980 instead of 0. What does that do?',
    'It makes small differences look large',
    ['It hides the largest bar', 'It changes the mean', 'Nothing: the numbers are the same'],
    { difficulty: -0.9 },
  ),
  withGaps(
    'Adding 5 to every value raises the mean by [[mean]] and the standard deviation by [[sd]]. Doubling every value multiplies the variance by [[var]].',
    {
      mean: { number: near(5, 0), slips: ['0', '10'] },
      sd: { number: near(0, 0), slips: ['5', '2.5'] },
      var: { number: near(4, 0), slips: ['2', '1'] },
    },
    { difficulty: 0.3, points: 3 },
  ),
  inWords(
    'What is the name of a graph that shows the median, the quartiles and the extremes as a box with two arms?',
    ['box plot', 'boxplot', 'box-and-whisker plot', 'box and whisker*', 'box-and-whisker*'],
    ['histogram', 'bar chart', 'scatter plot'],
    { difficulty: -0.5 },
  ),
  inOrder(
    'Order these sets of four numbers by their standard deviation, smallest first.',
    ['5, 5, 5, 5', '4, 5, 5, 6', '3, 5, 5, 7', '0, 5, 5, 10'],
    { difficulty: -0.4 },
  ),
];
