import type { TextBank } from './text-bank';

/** A note of at most 250 words for readers without physics. */
export const engineNote: TextBank = {
  openings: [
    'Every engine has {an exhaust|a chimney or a radiator}, and it is not there because engineers are careless.',
    'Imagine a mill wheel in a lake. There is plenty of water, but {nothing turns|the wheel stands still}, because no water runs down.',
    'People often ask why we cannot simply catch the heat that a motor wastes and {use it again|put it back in}.',
    'My grandmother held that a stove which warms the chimney is a bad stove. With engines it is {different|the other way round}.',
  ],
  points: [
    {
      claim: [
        'Heat does work only on its way from hot to cold.',
        'An engine lives on a difference, not on an amount.',
      ],
      details: [
        'If there were no colder place, the heat would have no reason to {move|go anywhere}.',
        'The sea holds vast heat and drives no ship, because the ship is as warm as the sea.',
        'The cold side is as much a part of the engine as the fire.',
      ],
      ends: [
        'So some heat must arrive at the cold end, and what arrives there has not been turned into work.',
        'That is why the radiator is hot.',
      ],
    },
    {
      claim: ['Why can we not turn all of it into work on the way?', 'The loss is not friction.'],
      details: [
        'Heat is disorder: countless small pushes in all directions.',
        'Work is order: all pushes in one direction.',
        'Disorder can be moved elsewhere but not {made to vanish|abolished}, and the exhaust carries it away.',
        'Even a perfect engine without any rubbing parts would have to pay this fare.',
      ],
      ends: [
        'One could call the exhaust the {price|postage} of order.',
        'What is left over is not waste in the sense of a mistake.',
      ],
    },
    {
      claim: [
        'How much must be given away depends on the temperatures.',
        'The greater the difference, the smaller the share that is lost.',
      ],
      details: [
        'A power station with very hot steam turns {a little under half|some two fifths} of its heat into current.',
        'A car manages {a quarter|about a third}.',
        'To lose nothing at all the cold side would have to be at absolute zero, which nobody can {offer|provide}.',
      ],
      ends: [
        'Better materials help, since they let us begin hotter.',
        'Engineers can come close to this limit, but they cannot cross it.',
      ],
    },
  ],
  turns: [
    'The heat is not useless for all that: in winter it may warm {a house|the passengers}. But it cannot drive the engine a second time.',
    'You might want to pump the heat back up. That can be done, but the pump needs at least as much work as the engine {gave|won}.',
  ],
  closings: [
    'An engine without an exhaust is like a river without {a sea|a valley}.',
    'So the next time you see steam over a cooling tower, think of it as the receipt.',
    'Nature lets us change heat into work, but she always {takes her share|keeps some of it}.',
  ],
  length: [1, 3],
};
