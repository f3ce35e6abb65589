import { politicsOf1848 } from './causes-of-1848-politics';
import { hardshipBefore1848 } from './causes-of-1848-hardship';
import type { TextBank } from './text-bank';

/** Essay 2: the longest texts of the sample, up to fifteen hundred words. */
export const causesOf1848: TextBank = {
  openings: [
    'Within {eight|ten|twelve} weeks of February 1848 there was hardly a capital between Palermo and Copenhagen without a barricade, a petition or a new minister. It is tempting to look for one cause behind so much that happened at once. I shall argue that there was {no single cause|not one cause but a meeting of several}, and that what the cities shared was {a moment rather than a programme|less an aim than an hour}.',
    'The question whether 1848 was one revolution or many sounds like a question about {words|labels}, but the answer decides where we look for causes. If it was one, we look at Paris; if it was many, we look at {harvest returns|market prices}, parish registers and town councils. In this essay I take the second road and come back to the first only at the end.',
    'A baker in {Mannheim|Ghent|Milan} raised his price twice in the spring of 1847, and in the following spring his customers were in the street. Between the two lies everything this essay has to explain: why hunger alone had not been enough, and why {a year later|twelve months on} it no longer mattered that bread was cheaper again.',
    'Contemporaries called it the spring of the peoples, as if the peoples had woken together. The sources of chapters 6 and 7 {suggest|show} something less poetic. People woke at different times, for different reasons, and {only afterwards|only later} found out that others were awake.',
    'My answer to the question is: many revolutions, one alarm bell. The causes were {local|close to home}, the signal was general, and the failure of most of the new governments followed from exactly this difference.',
  ],
  points: [...hardshipBefore1848, ...politicsOf1848],
  turns: [
    'Against this it may be said that {Britain|Russia} had hunger, towns and pamphlets too and yet no revolution. The objection is {fair|serious}, but it helps rather than hurts the argument. Where a government could either bend, as in London, or strike before anyone had gathered, as in St Petersburg, the same pressures found no opening. Causes need an occasion, and the occasion was not given everywhere.',
    'One might reply that the news from Paris is enough to explain the rest, since nothing happened in Berlin or Vienna until it had arrived. I do not think so. News of the July days of 1830 had travelled the same roads, and {most|nearly all} of the towns that rose in 1848 had then stayed quiet. A spark explains a fire only where there is {something to burn|tinder}.',
    'It is true that my sources come from towns and from people who could write. What {day labourers|farm servants} wanted we know mostly from those who judged them. I have therefore leaned on prices and court records where I could, which have no opinions, and I am aware that {they too were kept by somebody|clerks chose what to record}.',
    'A harder objection is that I separate what people at the time felt as one. For a weaver the price of bread, the mill owner and the censor were perhaps {a single enemy|one and the same grievance}. I grant that. But a historian who does not separate them cannot say why the enemy fell in one town and stood in the next.',
  ],
  closings: [
    'So I return to the beginning: many revolutions, made one for a few weeks by {speed|news} and hope. They were beaten one by one because they had begun one by one. What they left, {an end to feudal dues|the last of the feudal dues gone}, parliaments that could be shut but not forgotten, and a generation that had once voted, lasted longer than the governments that beat them.',
    'In sum, hunger {prepared the ground|brought the people out}, politics gave the words and Paris gave the date. Take any one away and spring 1848 becomes a bad year among others. That is why I would not speak of the causes of *the* revolution, but of the conditions in which many small ones could take each other for a great one.',
    'If there is a lesson, it is about {time|timing}. Revolutions that happen together need not belong together, and those who lived through them were the {first|last} to know it. The sources read differently once we stop asking them to agree.',
    'I conclude that the unity of 1848 was real but short. It lay in the calendar and in the newspapers, not in the aims; and when the newspapers {fell silent|were shut} in the autumn there was little left to hold it together.',
  ],
  length: [3, 9],
};
