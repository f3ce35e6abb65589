import { describe, expect, test } from 'vitest';
import { judge } from '../../src/main/engine/sync/sqlstate';

describe('what an SQLSTATE means for an operation', () => {
  test.each([
    '08006',
    '08000',
    '40001',
    '40P01',
    '53100',
    '53300',
    '55P03',
    '57014',
    '57P01',
    '25006',
  ])('%s passes by itself', (code) => expect(judge(code)).toEqual({ kind: 'later' }));

  test.each([
    ['23505', 'duplicate'],
    ['23503', 'missing_reference'],
    ['23502', 'invalid_value'],
    ['23514', 'invalid_value'],
    ['22001', 'invalid_value'],
    ['22P02', 'invalid_value'],
    ['P0001', 'invalid_value'],
    ['42501', 'not_allowed'],
    ['42P01', 'update_needed'],
    ['42703', 'update_needed'],
  ])('%s is parked: %s', (code, reason) => {
    expect(judge(code)).toMatchObject({ kind: 'park', reason });
  });

  test.each(['XX000', '42601', '0A000', 'P0002', '', 'ECONNRESET'])('%s is not known', (code) =>
    expect(judge(code)).toEqual({ kind: 'unknown' }),
  );
});
