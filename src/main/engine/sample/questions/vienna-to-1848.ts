import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inProse, inWords, reading, withGaps } from './typed-kit';

/** Modern European History: restoration, nationalism, the revolutions of 1848. */
export const viennaTo1848: readonly DraftedQuestion[] = [
  reading(
    'Read this before you begin. In the spring of 1847 the price of rye in many German towns was twice that of 1845. *“We ask for no constitution,”* says an invented petition from a weaving village, *“we ask for bread that a day’s work can buy.”*',
  ),
  oneOf(
    'What does the petition above suggest about the first demands of the poor?',
    'They were about prices before they were about rights',
    [
      'They were national before they were social',
      'They aimed at a republic',
      'They were made by the clergy for them',
    ],
    { difficulty: -1 },
  ),
  inWords(
    'Which Austrian minister presided over the Congress of Vienna and gave his name to the years that followed?',
    ['Metternich', '*Metternich'],
    ['Talleyrand', 'Castlereagh', 'Hardenberg'],
    { difficulty: -0.8 },
  ),
  pairsOf(
    'Match each territory with what the Congress decided about it.',
    [
      ['The Austrian Netherlands', 'Joined with the Dutch provinces in one kingdom'],
      ['Norway', 'Joined with Sweden'],
      ['The Rhineland', 'Given for the most part to Prussia'],
      ['Lombardy and Venetia', 'Given to Austria'],
    ],
    ['Made a republic'],
    { difficulty: 0.5 },
  ),
  statement(
    'The Carlsbad Decrees of 1819 lifted the censorship of newspapers in the German states.',
    false,
    {
      difficulty: -0.5,
      why: 'They tightened it, and put the universities under watch.',
    },
  ),
  inNumbers(
    'In which year did Greece become an independent kingdom by the agreement of the powers?',
    { accepted: [{ min: 1830, max: 1832, weight: 1 }] },
    ['1821', '1848', '1815'],
    {
      difficulty: 0.6,
      why: 'The protocol of London in 1830 made it independent; its borders and its king were settled in 1832.',
    },
  ),
  inOrder(
    'Put these in order, earliest first.',
    [
      'The July Revolution in Paris',
      'The German customs union comes into force',
      'The rising in Kraków',
      'The February Revolution in Paris',
      'The opening of the Frankfurt parliament',
    ],
    { difficulty: 0.3, points: 3, why: '1830, 1834, 1846, February and May 1848' },
  ),
  allOf(
    'Which of these demands were common in the spring of 1848?',
    ['Freedom of the press', 'Trial by jury', 'An elected parliament', 'An end to feudal dues'],
    ['The vote for women in every state', 'A common European currency'],
    { difficulty: -0.1 },
  ),
  withGaps(
    'In March 1848 [[who]] fled from Vienna to [[where]]; in December his emperor gave way to the young [[heir]].',
    {
      who: {
        words: ['Metternich', 'Prince Metternich'],
        slips: ['Kossuth', 'Ferdinand', 'Radetzky'],
      },
      where: { right: 'England', wrong: ['Russia', 'Switzerland', 'the Ottoman Empire'] },
      heir: {
        words: ['Franz Joseph', 'Francis Joseph', 'Franz Josef', ['Franz', 0.5]],
        slips: ['Ferdinand', 'Maximilian', 'Karl'],
      },
    },
    { difficulty: 0.4, points: 3 },
  ),
  statement(
    'The Prussian king accepted the crown that the Frankfurt parliament offered him.',
    false,
    {
      difficulty: -0.4,
      why: 'He refused it in April 1849: he would not take a crown from an assembly.',
    },
  ),
  oneOf(
    'Which army restored Habsburg rule in Hungary together with the Austrian one?',
    'The Russian',
    ['The Prussian', 'The Piedmontese', 'The French'],
    { difficulty: 0 },
  ),
  inProse(
    'In about 150 words: did the revolutions of 1848 fail? Name one thing that was undone and one that lasted.',
    { points: 6 },
  ),
];
