/**
 * Who may import whom. Uses dependency-cruiser as a library, because its command refuses Node 20,
 * and counts what it read: with a TypeScript it does not know it passes while reading nothing.
 */
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { inRoot, root } from '../setup/paths.mjs';

const fewestModules = 100;

process.chdir(process.env.LECTERN_FLOORS_ROOT ?? root);
const config = await extractConfig(inRoot('.dependency-cruiser.cjs'));
const { options, ...ruleSet } = config;
const { output } = await cruise(['src'], { ...options, ruleSet, validate: true });
if (typeof output === 'string') throw new Error('dependency-cruiser answered with text');

const { violations, totalCruised, error } = output.summary;
for (const violation of violations) {
  const way = violation.cycle
    ? violation.cycle.map((step) => step.name).join(' -> ')
    : violation.to;
  console.log(`${violation.rule.name}: ${violation.from} -> ${way}`);
}
console.log(`${totalCruised} modules read, ${error} violations`);
if (totalCruised < fewestModules)
  console.log(`Too few modules: expected more than ${fewestModules}.`);
process.exitCode = error > 0 || totalCruised < fewestModules ? 1 : 0;
