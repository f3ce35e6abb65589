import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/shared/contract/events';
import { runAfter, stepOf } from '../../src/renderer/features/database/run/use-run';
import type { Run } from '../../src/renderer/features/database/run/use-run';

describe('work on the steps', () => {
  const job = (patch: Partial<Job>): Job => ({
    id: 'j',
    title: 'Applying steps',
    state: 'running',
    done: 0,
    total: 15,
    detail: '',
    cancellable: true,
    ...patch,
  });

  it('counts the waits for others, and ends with the job', () => {
    const details = [
      '011_enhance_course_table',
      '011_enhance_course_table: retry 1, waiting for 42',
      '011_enhance_course_table: retry 2, waiting for 42',
      '011_enhance_course_table: retry 2, waiting for 42',
    ];
    const run = details.reduce<Run | null>((now, detail) => runAfter(now, job({ detail })), null);
    expect(run?.retryCount).toBe(2);
    expect(run && stepOf(run)).toBe('011_enhance_course_table');
    expect(runAfter(run, job({ title: 'Certificates', id: 'k' }))).toBe(run);
    expect(runAfter(run, job({ state: 'done' }))).toBeNull();
  });
});
