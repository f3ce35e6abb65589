import { BlockList, isIP } from 'node:net';
import { err, ok, type Result } from '../../../shared/kernel/result';
import type { Problem } from './problem';

/**
 * How far away an address is. `forbidden` ones are never spoken to: link-local ones answer cloud
 * machines with their credentials (169.254.169.254), the rest is nobody's or everybody's.
 */
export type Reach = 'public' | 'private' | 'loopback' | 'forbidden';

/** Which addresses files may come from. */
export type AllowedReach = {
  /** How the LMS's own server is reached: files may come from as near, and from farther away. */
  readonly server: Reach;
  readonly allowPrivate: boolean;
};

type Range = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'];

const ranges: { readonly [R in Exclude<Reach, 'public'>]: readonly Range[] } = {
  forbidden: [
    ['0.0.0.0', 8, 'ipv4'],
    ['169.254.0.0', 16, 'ipv4'],
    ['100.100.100.200', 32, 'ipv4'],
    ['192.0.0.0', 24, 'ipv4'],
    ['224.0.0.0', 3, 'ipv4'],
    ['::', 128, 'ipv6'],
    ['2001::', 32, 'ipv6'],
    ['fd00:ec2::254', 128, 'ipv6'],
    ['fe80::', 10, 'ipv6'],
    ['ff00::', 8, 'ipv6'],
  ],
  loopback: [
    ['127.0.0.0', 8, 'ipv4'],
    ['::1', 128, 'ipv6'],
  ],
  private: [
    ['10.0.0.0', 8, 'ipv4'],
    ['100.64.0.0', 10, 'ipv4'],
    ['172.16.0.0', 12, 'ipv4'],
    ['192.168.0.0', 16, 'ipv4'],
    ['198.18.0.0', 15, 'ipv4'],
    ['fc00::', 7, 'ipv6'],
    ['fec0::', 10, 'ipv6'],
  ],
};

function listOf(reach: Exclude<Reach, 'public'>): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges[reach]) list.addSubnet(network, prefix, family);
  return list;
}

// In the order of strictness: an address that is in two lists counts for the first.
const lists = [
  ['forbidden', listOf('forbidden')],
  ['loopback', listOf('loopback')],
  ['private', listOf('private')],
] as const;

/** How far away a numeric address is; addresses that carry another one count as that one. */
export function reachOf(address: string): Reach {
  const family = isIP(address);
  if (family === 0) return 'forbidden';
  const carried = family === 6 ? carriedAddress(address) : address;
  if (carried === undefined) return 'forbidden';
  const kind = isIP(carried) === 6 ? 'ipv6' : 'ipv4';
  return lists.find(([, list]) => list.check(carried, kind))?.[0] ?? 'public';
}

/** The IPv4 address inside a mapped, translated or 6to4 one; else the address; undefined: zoned. */
function carriedAddress(address: string): string | undefined {
  if (!URL.canParse(`http://[${address}]/`)) return undefined;
  const groups = groupsOf(new URL(`http://[${address}]/`).hostname.slice(1, -1));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const isZero = (...some: readonly number[]): boolean => some.every((one) => one === 0);
  if (a === 0x2002) return dotted(b, c);
  if (a === 0x64 && b === 0xff9b) return dotted(g, h);
  if (isZero(a, b, c, d, e) && f === 0xffff) return dotted(g, h);
  if (isZero(a, b, c, d) && e === 0xffff && f === 0) return dotted(g, h);
  // The obsolete compatible form; `::` and `::1` are not it.
  if (isZero(a, b, c, d, e, f) && (g !== 0 || h > 1)) return dotted(g, h);
  return address;
}

/** The eight groups of an IPv6 address in the form a URL writes it. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return numbers(head);
  const [first, last] = [numbers(head), numbers(tail)];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** Whether files may come from an address of this reach. */
export function isAllowed(reach: Reach, allowed: AllowedReach): boolean {
  if (reach === 'public') return true;
  if (reach === 'private') return allowed.allowPrivate || allowed.server !== 'public';
  return reach === 'loopback' && allowed.server === 'loopback';
}

/** Ports of other services above 1023 that a web server never has (fetch blocks them, too). */
const otherPorts: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10_080,
]);

/**
 * The address of a file as far as it can be judged without a look at the network. Only http and
 * https, no password in it, and no port of another service: a learner must not be able to make an
 * instructor's computer talk to a mail server.
 */
export function checkAddress(text: string, allowed: AllowedReach): Result<URL, Problem> {
  if (text.length > 4_096 || !URL.canParse(text)) return err({ code: 'malformed' });
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return err({ code: 'scheme', detail: url.protocol.slice(0, 40).replace(/:$/, '') });
  }
  if (url.username !== '' || url.password !== '') return err({ code: 'credentials' });
  const port = Number(url.port || 443);
  const isWebPort = port === 80 || port === 443 || (port > 1023 && !otherPorts.has(port));
  if (!isWebPort) return err({ code: 'port', detail: String(port) });
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isAllowed(reachOf(host), allowed)) {
    return err({ code: 'address', detail: reachOf(host) });
  }
  return ok(url);
}

/** The host of a URL without the brackets of an IPv6 address. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
