import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkAddress,
  isAllowed,
  reachOf,
  type Reach,
} from '../../src/main/engine/attachments/address-rules';
import { nameOf, safeFileName } from '../../src/main/engine/attachments/file-name';
import { serverReach } from '../../src/main/engine/attachments/guarded-lookup';
import {
  parseProblem,
  problemCodes,
  problemText,
  retryDelay,
} from '../../src/main/engine/attachments/problem';
import { seededBytes } from '../support/seeded-bytes';

const seed = 20_260_302;
const outside = { server: 'public', allowPrivate: false } as const;

describe('how far away an address is', () => {
  it.each<[Reach, readonly string[]]>([
    ['public', ['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '172.32.0.1', '::ffff:8.8.8.8']],
    ['private', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1']],
    ['private', ['fc00::1', 'fd12:3456::1', 'fec0::1', '::ffff:192.168.1.1', '64:ff9b::a00:1']],
    ['loopback', ['127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    ['loopback', ['2002:7f00:1::', '64:ff9b::127.0.0.1', '::127.0.0.1']],
    ['forbidden', ['169.254.169.254', '169.254.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1']],
    ['forbidden', ['::', 'fe80::1', 'fe80::1%eth0', 'ff02::1', 'fd00:ec2::254', '100.100.100.200']],
    ['forbidden', ['::ffff:169.254.169.254', '2002:a9fe:a9fe::', '64:ff9b::a9fe:a9fe', 'nonsense']],
  ])('is %s for %j', (reach, addresses) => {
    for (const address of addresses) expect([address, reachOf(address)]).toEqual([address, reach]);
  });

  it('is the same however a number is carried in another', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), ([a, b, c, d]) => {
        const plain = `${a}.${b}.${c}.${d}`;
        const high = (a * 256 + b).toString(16);
        const low = (c * 256 + d).toString(16);
        expect(reachOf(`::ffff:${plain}`)).toBe(reachOf(plain));
        expect(reachOf(`64:ff9b::${high}:${low}`)).toBe(reachOf(plain));
        expect(reachOf(`2002:${high}:${low}::1`)).toBe(reachOf(plain));
      }),
      { seed },
    );
  });

  it('decides with the LMS’s own: as near as that, and never what is forbidden', () => {
    const allowed = (server: Reach, allowPrivate = false) =>
      (['public', 'private', 'loopback', 'forbidden'] as const).filter((reach) =>
        isAllowed(reach, { server, allowPrivate }),
      );
    expect(allowed('public')).toEqual(['public']);
    expect(allowed('public', true)).toEqual(['public', 'private']);
    expect(allowed('private')).toEqual(['public', 'private']);
    expect(allowed('loopback')).toEqual(['public', 'private', 'loopback']);
  });

  it('of a server is that of this machine for a socket, and the least for a name nobody knows', async () => {
    expect(await serverReach('/run/postgresql', true)).toBe('loopback');
    expect(await serverReach('10.0.0.5', false)).toBe('private');
    expect(await serverReach('no-such-host.invalid', false)).toBe('public');
  });
});

describe('the address of a file', () => {
  it.each([
    ['', 'malformed'],
    ['essay.pdf', 'malformed'],
    ['/uploads/essay.pdf', 'malformed'],
    ['//files.example.org/a', 'malformed'],
    [`https://files.example.org/${'a'.repeat(5_000)}`, 'malformed'],
    ['file:///etc/passwd', 'scheme'],
    ['ftp://files.example.org/a', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,hello', 'scheme'],
    ['blob:https://files.example.org/1', 'scheme'],
    ['https://anna:secret@files.example.org/a', 'credentials'],
    ['https://anna@files.example.org/a', 'credentials'],
    ['http://files.example.org:25/a', 'port'],
    ['http://files.example.org:22/a', 'port'],
    ['http://files.example.org:6667/a', 'port'],
    ['http://127.0.0.1/a', 'address'],
    ['http://2130706433/a', 'address'],
    ['http://0x7f.1/a', 'address'],
    ['http://[::1]/a', 'address'],
    ['http://[::ffff:127.0.0.1]/a', 'address'],
    ['http://169.254.169.254/latest/meta-data/', 'address'],
    ['http://192.168.1.1/reboot', 'address'],
  ])('%s is refused (%s)', (address, code) => {
    const checked = checkAddress(address, outside);
    expect(checked.ok ? 'allowed' : checked.error.code).toBe(code);
  });

  it.each([
    'https://files.example.org/essay.pdf',
    'http://files.example.org:8080/a?signature=1',
    'https://files.example.org:443/a',
    'https://xn--bcher-kva.example/a b',
  ])('%s is one', (address) => {
    expect(checkAddress(address, outside).ok).toBe(true);
  });

  it('of the metadata service stays refused even where the LMS is on this machine', () => {
    const checked = checkAddress('http://169.254.169.254/', {
      server: 'loopback',
      allowPrivate: true,
    });
    expect(checked).toMatchObject({ ok: false, error: { code: 'address', detail: 'forbidden' } });
  });
});

describe('the name of a copy', () => {
  it.each([
    ['../../.bashrc', '_.._.bashrc'],
    ['C:\\Windows\\system32\\a.dll', 'C__Windows_system32_a.dll'],
    ['con.txt', '_con.txt'],
    ['essay.pdf. . ', 'essay.pdf'],
    ['essay\u202Efdp.exe', 'essay_fdp.exe'],
    ['a\u0000b\nc.txt', 'a_b_c.txt'],
    ['...', 'submission'],
    ['', 'submission'],
    ['Résumé (final).pdf', 'Résumé (final).pdf'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('never has a folder, a device or a sign that hides, and keeps its end when it is long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = safeFileName(given);
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
        expect(name).not.toMatch(/^\.|^$|[. ]$|^(con|prn|aux|nul)(\.|$)/i);
        expect([...name].length).toBeLessThanOrEqual(121);
      }),
      { seed },
    );
    expect(safeFileName(`${'a'.repeat(500)}.pdf`)).toMatch(/^a{116}\.pdf$/);
  });

  it('is the server’s, else the end of the address', () => {
    expect(nameOf('https://x.org/a/b%20c.pdf?x=1#y', undefined)).toBe('b c.pdf');
    expect(nameOf('https://x.org/%E0%A4%A', undefined)).toBe('%E0%A4%A');
    expect(nameOf('https://x.org/', undefined)).toBe('submission');
    expect(nameOf('https://x.org/1', 'attachment; filename="a\\"b.pdf"')).toBe('a_b.pdf');
    expect(nameOf('https://x.org/1', 'attachment; filename=plain.txt')).toBe('plain.txt');
    expect(nameOf('https://x.org/1', "inline; filename=x; filename*=UTF-8''%e2%82%ac.txt")).toBe(
      '€.txt',
    );
    const latin = Buffer.from('Übung.pdf').toString('latin1');
    expect(nameOf('https://x.org/1', `attachment; filename="${latin}"`)).toBe('Übung.pdf');
  });
});

describe('trying again', () => {
  it('waits twice as long each time, up to a limit, and never in step', () => {
    const random = seededBytes(seed);
    const problem = { code: 'cut_off' } as const;
    for (let attempts = 1; attempts < 40; attempts += 1) {
      const longest = Math.min(6 * 3_600_000, 60_000 * 2 ** (attempts - 1));
      const delay = retryDelay(problem, attempts, random) ?? 0;
      expect(delay).toBeLessThanOrEqual(longest);
      expect(delay).toBeGreaterThanOrEqual((longest * 2) / 3 - 1);
    }
    const several = Array.from({ length: 50 }, () => retryDelay(problem, 3, random));
    expect(new Set(several).size).toBeGreaterThan(40);
  });

  it('waits as long as a server asks, though no longer than a day, and a missing file waits longer', () => {
    const random = seededBytes(seed);
    const busy = (waitMs: number) => retryDelay({ code: 'http', detail: '503', waitMs }, 1, random);
    expect(busy(1_800_000)).toBe(1_800_000);
    expect(busy(9e9)).toBe(86_400_000);
    const missing = retryDelay({ code: 'http', detail: '404' }, 1, random) ?? 0;
    expect(missing).toBeGreaterThan(2_000_000);
  });

  it('makes no sense by itself for an address that will stay what it is, or a file that is too large', () => {
    for (const code of ['malformed', 'scheme', 'credentials', 'port', 'too_large'] as const) {
      expect(retryDelay({ code }, 1, seededBytes(seed))).toBeNull();
    }
  });

  it('is decided by a problem that survives being stored', () => {
    for (const code of problemCodes) {
      expect(parseProblem(problemText({ code }))).toEqual({ code });
      const detailed = { code, detail: 'a:b' };
      expect(parseProblem(problemText(detailed))).toEqual(detailed);
    }
    expect(parseProblem(null)).toBeNull();
    expect(parseProblem('from_a_newer_program:x')).toMatchObject({ code: 'http' });
  });
});
