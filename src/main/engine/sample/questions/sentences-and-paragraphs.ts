import { allOf, inOrder, oneOf, pairsOf, statement } from './choice-kit';
import type { DraftedQuestion } from './drafted';
import { inNumbers, inWords, near, withGaps } from './typed-kit';

/** Academic Writing: sentences, paragraphs, sources. */
export const sentencesAndParagraphs: readonly DraftedQuestion[] = [
  oneOf(
    'Which of these is a thesis statement?',
    'Cheap paper did more for the spread of news than free presses did',
    [
      'Newspapers were sold in the streets',
      'This essay is about newspapers',
      'What is a newspaper?',
    ],
    { difficulty: -0.6, partly: 0.25, why: 'It makes a claim that a reader could dispute.' },
  ),
  inOrder(
    'Put the parts of this paragraph into the order that reads best.',
    [
      'Street lamps changed the hours that a town could keep.',
      'Before them, shops shut when the light went.',
      'In one such town the council lit forty lamps in a single winter.',
      'By spring the market stayed open until nine.',
      'A few yards of gas pipe had moved the evening.',
    ],
    { difficulty: 0, points: 3 },
  ),
  allOf(
    'Which sentences need a source?',
    [
      'By 1900 two fifths of the town could read.',
      'Earlier writers have held that trade followed the railway.',
    ],
    [
      'In this section I compare two letters.',
      'Paris is the capital of France.',
      'My reading of the first letter differs from my reading of the second.',
    ],
    { difficulty: -0.1 },
  ),
  withGaps(
    'The results [[agree]] clear, but neither of the surveys [[cover]] the north; fewer [[noun]] were asked there.',
    {
      agree: { right: 'are', wrong: ['is', 'was being'] },
      cover: { right: 'covers', wrong: ['cover', 'covering'] },
      noun: { right: 'people', wrong: ['water', 'information'] },
    },
    { difficulty: 0.2 },
  ),
  inWords(
    'Give the one-word name for presenting the words or ideas of others as one’s own.',
    ['plagiarism', 'plagiarising', 'plagiarizing'],
    ['paraphrase', 'copying', 'citation'],
    { difficulty: -1.3 },
  ),
  pairsOf(
    'Match each linking word with what it does.',
    [
      ['however', 'Sets up a contrast'],
      ['therefore', 'Draws a conclusion'],
      ['for instance', 'Gives an example'],
      ['moreover', 'Adds a point'],
    ],
    ['Marks a doubt'],
    { difficulty: -0.9 },
  ),
  statement(
    'Changing every third word of a passage makes it a paraphrase that needs no source.',
    false,
    {
      difficulty: -1,
      why: 'A paraphrase still needs its source, and this is not even one.',
    },
  ),
  oneOf(
    'Which version is the plainest without losing anything?',
    'We asked 40 nurses about their shifts.',
    [
      'An investigation was conducted in which 40 nurses were asked by us about the shifts that they had.',
      'Nurses (40) were made the subject of questioning in regard to shifts.',
      'We asked nurses.',
    ],
    { difficulty: -0.7 },
  ),
  inNumbers(
    'An abstract may have 250 words and yours has 300. By what share must it shrink? Answer in per cent, to one decimal.',
    near(16.7, 0.1, '%'),
    ['20', '50', '83.3', '0.167'],
    {
      difficulty: 0.5,
      why: '$50/300$, not $50/250$',
    },
  ),
];
