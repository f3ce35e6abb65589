import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isAllowed, reachOf, type AllowedReach, type Reach } from './address-rules';

/** Thrown through a request whose name stands only for addresses that are not allowed. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  constructor(readonly reach: Reach) {
    super(`The name stands for a ${reach} address`);
  }
}

/**
 * Looks names up for a request and leaves out the addresses that are not allowed. It runs at the
 * moment of connecting, so that a name cannot mean one thing when it is judged and another when it
 * is spoken to.
 */
export function guardedLookup(allowed: AllowedReach): LookupFunction {
  return (host, options, answer) => {
    // `all` decides the shape of the answer; net asks either way, depending on the family option.
    lookup(host, { ...options, all: true, verbatim: true }, (error, addresses) => {
      if (error) return answer(error, '');
      const open = addresses.filter(({ address }) => isAllowed(reachOf(address), allowed));
      const [first] = open;
      if (!first) return answer(new AddressRefused(reachOf(addresses[0]?.address ?? '')), '');
      if (options.all) return answer(null, open);
      return answer(null, first.address, first.family);
    });
  };
}

const fromNear: readonly Reach[] = ['loopback', 'private', 'public'];

/**
 * How the LMS's server is reached from here: by the nearest of its addresses. A name that cannot
 * be looked up counts as public, which allows the least.
 */
export async function serverReach(host: string, isLocal: boolean): Promise<Reach> {
  if (isLocal) return 'loopback';
  try {
    const found = await lookupAll(host, { all: true });
    const reaches = new Set(found.map(({ address }) => reachOf(address)));
    return fromNear.find((reach) => reaches.has(reach)) ?? 'public';
  } catch {
    // No name service just now: see above.
    return 'public';
  }
}
