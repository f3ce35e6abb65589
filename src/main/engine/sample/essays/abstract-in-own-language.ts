import { arabicAbstract, hebrewAbstract } from './abstracts-right-to-left';
import { chineseAbstract, hindiAbstract, thaiAbstract } from './abstracts-of-asia';
import type { TextBank } from './text-bank';

/** Abstracts in English, and in the writer's own script for those who have a bank of their own. */
export const abstractInOwnLanguage: TextBank = {
  openings: [
    'This paper asks {whether|how far} public libraries change the reading habits of the young people who live near them.',
    'The authors study how small farms {decide|choose} when to irrigate.',
    'How do nurses hand over a ward at the end of a shift? The paper looks at {forty|sixty} handovers in two hospitals.',
    'Street markets are often described as old-fashioned. The article {argues|shows} that they are an answer to new problems.',
  ],
  points: [
    {
      claim: [
        'Earlier work has relied on {memory|what people say they do}; here they were observed.',
        'The question has been asked before, but seldom with data from small towns.',
      ],
      details: [
        'The authors combine {interviews|diaries} with counts made over a year.',
        'Two places that differ in little else are compared.',
        'All material is open to other researchers.',
      ],
      ends: [
        'This makes the study slower and its results firmer.',
        'The design allows for more than a snapshot.',
      ],
    },
    {
      claim: [
        'The main result is a difference between what is planned and what is done.',
        'They find that habit explains more than price.',
      ],
      details: [
        'The effect is strongest among those who {began late|had no plan}.',
        'It remains when age and income are taken into account.',
        'In the second year it is smaller but does not {vanish|disappear}.',
      ],
      ends: [
        'The authors warn against reading it as a cause.',
        'A simple model describes four fifths of the cases.',
      ],
    },
    {
      claim: ['The paper ends with a proposal.', 'Its use lies in practice.'],
      details: [
        'A checklist of {six|seven} lines would have prevented most of the losses.',
        'Opening hours matter more than the size of the building.',
        'Advice works when it comes from neighbours.',
      ],
      ends: [
        'Whether this holds elsewhere is left open.',
        'The authors ask for a trial before anything is made compulsory.',
      ],
    },
  ],
  turns: ['A weakness, which the authors admit, is that those who took part had volunteered.'],
  closings: [
    'Keywords: {habit, practice, observation|small towns, planning, comparison}.',
    '',
    'I chose this paper because my {mother|aunt|flatmate} works in the field.',
  ],
  length: [1, 3],
  byScript: {
    Arabic: arabicAbstract,
    Hebrew: hebrewAbstract,
    Han: chineseAbstract,
    Devanagari: hindiAbstract,
    Thai: thaiAbstract,
  },
};
