import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, withGaps } from './typed-kit';

/** Modern European History: 1789 to 1815. */
export const ageOfRevolutions: readonly DraftedQuestion[] = [
  inNumbers(
    'In which year did the Estates General meet at Versailles for the last time?',
    near(1789, 0),
    ['1788', '1792', '1614'],
    {
      difficulty: -1.2,
    },
  ),
  oneOf(
    'Which quarrel stopped the Estates General before it had begun its work?',
    'Whether to vote by head or by estate',
    [
      'Whether to declare war on Austria',
      'Where to hold the meetings',
      ['Who should succeed the king', 'Nobody had raised that in May 1789.'],
    ],
    { difficulty: -0.5, why: 'Voting by estate let the two privileged orders outvote the third.' },
  ),
  pairsOf(
    'Match each of the three estates with its members.',
    [
      ['First estate', 'The clergy'],
      ['Second estate', 'The nobility'],
      ['Third estate', 'Everyone else'],
    ],
    ['The king’s ministers'],
    { difficulty: -1.3 },
  ),
  inOrder(
    'Put these events in order, earliest first.',
    [
      'The Tennis Court Oath',
      'The storming of the Bastille',
      'The abolition of feudal dues in the night of 4 August',
      'The women’s march to Versailles',
      'The execution of Louis XVI',
    ],
    {
      difficulty: 0,
      points: 3,
      why: '20 June, 14 July, 4 August and 5 October 1789; 21 January 1793',
    },
  ),
  statement(
    'The Declaration of the Rights of Man and of the Citizen was adopted before the monarchy was abolished.',
    true,
    {
      difficulty: -0.4,
      why: 'August 1789, and the republic followed in September 1792.',
    },
  ),
  inWords(
    'Who wrote the *Declaration of the Rights of Woman and of the Female Citizen* (1791)?',
    ['Olympe de Gouges', 'de Gouges', 'Gouges'],
    ['Mary Wollstonecraft', 'Madame Roland', 'Charlotte Corday'],
    { difficulty: 0.4 },
  ),
  allOf(
    'Which of these were measures of the Convention in 1793 and 1794?',
    ['A maximum price for bread', 'The levy of all unmarried men for the army', 'A new calendar'],
    ['The concordat with the pope', 'The Civil Code'],
    {
      difficulty: 0.5,
      why: 'The concordat (1801) and the Code (1804) belong to the Consulate and the Empire.',
    },
  ),
  oneOf(
    'Where did people who had been enslaved win their freedom and, in 1804, a state of their own?',
    'Saint-Domingue',
    ['Martinique', 'Jamaica', 'Louisiana'],
    { difficulty: -0.3, why: 'The new state took the name Haiti.' },
  ),
  statement(
    'The Napoleonic Code gave married women the same rights over property as their husbands.',
    false,
    {
      difficulty: -0.2,
      why: 'It put a wife and her property under her husband’s authority.',
    },
  ),
  withGaps(
    'The Holy Roman Empire came to an end in [[year]], after the battle of [[battle]] and the founding of the [[league]].',
    {
      year: { number: near(1806, 0), slips: ['1804', '1815', '1789'] },
      battle: { words: ['Austerlitz'], slips: ['Jena', 'Wagram', 'Leipzig'] },
      league: {
        right: 'Confederation of the Rhine',
        wrong: ['German Confederation', 'Holy Alliance'],
      },
    },
    { difficulty: 0.6, points: 3 },
  ),
  oneOf(
    'What was the Continental System meant to do?',
    'Ruin British trade by closing the ports of Europe to it',
    [
      'Unite the railways of Europe',
      'Share out colonies among the allies',
      'Protect small farmers against imports of grain',
    ],
    { difficulty: -0.3 },
  ),
  inNumbers(
    'In which year did the Grande Armée march on Moscow?',
    near(1812, 0),
    ['1805', '1813', '1815'],
    {
      difficulty: -0.7,
    },
  ),
  allOf(
    'Which four powers had together defeated Napoleon by the spring of 1814?',
    ['Austria', 'Great Britain', 'Prussia', 'Russia'],
    ['Spain under Joseph Bonaparte', 'Denmark'],
    { difficulty: -0.2 },
  ),
];
