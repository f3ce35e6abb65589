import { academicWriting } from './academic-writing';
import { europeanHistory } from './european-history';
import type { CoursePlan } from './plans';
import { statistics } from './statistics';
import { thermodynamics } from './thermodynamics';

/** The four courses, in the order in which they were opened. */
export const coursePlans: readonly CoursePlan[] = [
  academicWriting,
  statistics,
  thermodynamics,
  europeanHistory,
];
