import type { parkReasons } from '../../../shared/contract/sync';

/** Why an operation waits for a person. */
export type ParkReason = (typeof parkReasons)[number];

/**
 * What an error of the server means for an operation: `later` passes by itself, `park` needs a
 * person, `unknown` is tried a few times. `tableWide`: everything in the statement fails alike.
 */
export type Verdict =
  | { readonly kind: 'later' }
  | { readonly kind: 'park'; readonly reason: ParkReason; readonly tableWide: boolean }
  | { readonly kind: 'unknown' };

/** What the server says about an error, as far as a person or a decision needs it. */
export type ServerComplaint = {
  /** An SQLSTATE, or a code of Node, or ''. */
  readonly code: string;
  readonly message: string;
  readonly constraint: string | null;
  readonly column: string | null;
};

const reasons: { readonly [code: string]: ParkReason } = {
  '23505': 'duplicate',
  '23503': 'missing_reference',
  '23502': 'invalid_value',
  '23514': 'invalid_value',
  P0001: 'invalid_value',
  '42501': 'not_allowed',
  '42P01': 'update_needed',
  '42703': 'update_needed',
};

/** A connection that breaks, a lock, a full disk, a shutdown: the same will work later. */
const passing = /^(08|53|57)|^(40001|40P01|55P03)$/;

/** Judges an SQLSTATE. A server that is read-only for now (25006) is treated like one that is away. */
export function judge(code: string): Verdict {
  if (passing.test(code) || code === '25006') return { kind: 'later' };
  const reason = reasons[code] ?? (code.startsWith('22') ? 'invalid_value' : undefined);
  if (reason === undefined) return { kind: 'unknown' };
  const tableWide = reason === 'not_allowed' || reason === 'update_needed';
  return { kind: 'park', reason, tableWide };
}

/** Reads an error of the driver. */
export function complaintOf(error: unknown): ServerComplaint {
  const part = (name: string): string | null => {
    if (typeof error !== 'object' || error === null) return null;
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    code: part('code') ?? '',
    message: part('message') ?? String(error),
    constraint: part('constraint'),
    column: part('column'),
  };
}
