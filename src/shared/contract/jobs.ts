import { z } from 'zod';
import { command, query } from './define';
import { jobSchema } from './events';

/** Running work; progress arrives as `job` events. */
export const jobs = {
  list: query(z.strictObject({}), z.strictObject({ jobs: z.array(jobSchema) })),
  cancel: command(z.strictObject({ id: z.string() }), z.strictObject({})),
} as const;
