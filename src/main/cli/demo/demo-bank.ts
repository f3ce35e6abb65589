/** The name under which the demo's bank is imported. */
export const demoBankName = 'entropy-and-free-energy.gift';

/**
 * A question bank in GIFT as a course author might bring it: twelve questions of seven kinds, the
 * eighth of which was never finished. It has no closing brace, on purpose.
 */
export const demoBank = `// Thermodynamics, week 4: entropy and free energy

::Arrow of time::Which of these shows that a film is being run backwards? {
  =Ink gathers into a drop in a glass of water
  ~A pendulum swings to and fro#A pendulum looks the same both ways.
  ~A billiard ball bounces off a cushion
  ~A planet goes round its star
}

::Mixing::When two different ideal gases mix at constant temperature and pressure, the entropy rises. {TRUE#Each gas spreads over the whole volume.}

::Reversible adiabat::In a reversible adiabatic compression the entropy of the gas falls. {FALSE#No heat passes, so it stays the same.}

::Melting::Melting 2.0 kg of ice at 273 K takes 668 kJ. By how much does its entropy rise, in kJ/K? {#2.45:0.02}

::Gibbs::Who is the free energy G = H - TS named after? {=Gibbs =Josiah Willard Gibbs =J. W. Gibbs}

::Signs::A reaction runs by itself at constant temperature and pressure. Which statements must hold? {
  ~%50%The free energy of the system falls
  ~%50%The total entropy rises
  ~%-50%Heat is given off
  ~%-50%The entropy of the system rises
}

::Pairs::Match each quantity with its unit. {
  =Entropy -> J/K
  =Free energy -> J
  =Heat flow -> W
  =Molar entropy -> J/(mol K)
}

::Never finished::Salt is strewn on an icy path. Why does the ice melt although the air is at -3 degrees? {
  =The salt lowers the freezing point
  ~The salt is warm
  ~Salt and ice react and give off heat

::Boltzmann::How many times as many microstates has a system after its entropy has risen by k ln 8? {#8:0}

::Ice on a pond::Ice floats because it is {=less ~more} dense than water.

::Third law::What does the entropy of a perfect crystal approach at absolute zero? {=zero =0 =nothing}

::In your own words::Explain in four sentences why a tidy room becomes untidy by itself and not the other way round. {}
`;
