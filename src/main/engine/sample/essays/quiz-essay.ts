import type { TextBank } from './text-bank';

/** Short answers in the quiz on 1848: did the revolutions fail? */
export const quizEssay: TextBank = {
  openings: [
    'They failed as governments and {lasted|succeeded} as ideas.',
    'Whether they failed depends on {the clock one looks at|when one asks}.',
    'At first sight, yes.',
    'I would say half.',
  ],
  points: [
    {
      claim: [
        'What was undone: the constitution granted in Vienna was {withdrawn|annulled} within three years.',
        'The Frankfurt parliament is the clearest failure: its crown was refused and its rump dispersed.',
      ],
      details: [
        'The old ministers came back, or men of their kind.',
        'Censorship returned, and so did the secret police.',
        'Hungary lost its government and many of its leaders.',
      ],
      ends: [
        'So the political aims were lost for the time.',
        'In 1850 the map looked as it had in 1847.',
      ],
    },
    {
      claim: [
        'What lasted: the peasants’ dues were never brought back.',
        'One thing stayed, and it concerned most people: the end of forced labour on the land.',
      ],
      details: [
        'No government {dared|was able} to restore them.',
        'Prussia kept a constitution, though not a good one.',
        'France kept the vote for all men.',
        'A generation had learned to hold meetings and print papers.',
      ],
      ends: [
        'Measured by that, 1848 changed more lives than many {wars|victories}.',
        'That was a revolution in itself.',
      ],
    },
  ],
  turns: [
    'One can object that the dues would have gone anyway. Perhaps, but not in one summer.',
    'It depends on whom you ask: a deputy would say yes, a ploughman no.',
  ],
  closings: ['So: a defeat with consequences.', 'My answer is no, not entirely.', ''],
  length: [1, 2],
};
