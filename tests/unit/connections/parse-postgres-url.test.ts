import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePostgresUrl } from '../../../src/main/engine/connections/parse-postgres-url';
import { expectFailure, expectOk } from '../../support/engine';

const parse = (url: string) => expectOk(parsePostgresUrl(url, 'me'));
const refusal = (url: string): string =>
  expectFailure(parsePostgresUrl(url, 'me'), 'bad_input').message;

describe('a Postgres URL', () => {
  test('is taken apart into fields, the password apart from them', () => {
    expect(parse('postgres://ann:secret@db.example.org:6543/lms')).toEqual({
      settings: {
        host: 'db.example.org',
        port: 6543,
        database: 'lms',
        user: 'ann',
        tls: { mode: 'verify-full' },
      },
      password: 'secret',
      notes: [],
    });
  });

  test('may leave out everything: this machine, the usual port, the system’s user', () => {
    for (const url of ['postgres://', 'postgresql:///', ' POSTGRES:// ']) {
      expect(parse(url).settings).toEqual({
        host: 'localhost',
        port: 5432,
        database: 'me',
        user: 'me',
        tls: { mode: 'disable' },
      });
    }
    expect(parse('postgres://ann@h/').settings.database).toBe('ann');
  });

  test('gives back any user, password and database that were percent-encoded', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => one.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (user, password, database) => {
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        const found = parse(`postgresql://${u}:${p}@host/${d}`);
        expect([found.settings.user, found.password, found.settings.database]).toEqual([
          user,
          password,
          database,
        ]);
      }),
      { seed: 20261124 },
    );
  });

  test('may hold an @ or a colon in its password without encoding', () => {
    expect(parse('postgres://ann:p@ss:word@host/lms')).toMatchObject({
      settings: { host: 'host', user: 'ann' },
      password: 'p@ss:word',
    });
  });

  test('knows IPv6 addresses', () => {
    expect(parse('postgres://ann@[2001:db8::1]:5433/lms').settings).toMatchObject({
      host: '2001:db8::1',
      port: 5433,
      tls: { mode: 'verify-full' },
    });
    expect(parse('postgres://ann@[::1]/lms').settings).toMatchObject({
      host: '::1',
      tls: { mode: 'disable' },
    });
    expect(refusal('postgres://ann@2001:db8::1/lms')).toContain('brackets');
  });

  test('knows Unix sockets, as a parameter and as an encoded host', () => {
    for (const url of [
      'postgres:///lms?host=/run/postgresql&user=ann',
      'postgres://ann@/lms?host=%2Frun%2Fpostgresql',
      'postgres://ann@%2Frun%2Fpostgresql/lms',
    ]) {
      expect(parse(url).settings).toEqual({
        host: '/run/postgresql',
        port: 5432,
        database: 'lms',
        user: 'ann',
        tls: { mode: 'disable' },
      });
    }
  });

  test('says how the connection is protected', () => {
    const mode = (query: string, host = 'db.example.org') =>
      parse(`postgres://ann@${host}/lms?${query}`).settings.tls;
    expect(mode('')).toEqual({ mode: 'verify-full' });
    expect(mode('', '127.0.0.9')).toEqual({ mode: 'disable' });
    expect(mode('sslmode=verify-full', 'localhost')).toEqual({ mode: 'verify-full' });
    expect(mode('sslmode=disable')).toEqual({ mode: 'disable' });
    expect(mode('sslmode=require')).toEqual({ mode: 'require' });
    expect(mode('sslmode=no-verify')).toEqual({ mode: 'require' });
    expect(mode('sslmode=verify-ca&sslrootcert=/ca.pem')).toEqual({
      mode: 'verify-ca',
      caFile: '/ca.pem',
    });
    expect(mode('sslmode=require&sslrootcert=/ca.pem')).toEqual({
      mode: 'verify-ca',
      caFile: '/ca.pem',
    });
    expect(mode('sslmode=require&sslrootcert=system')).toEqual({ mode: 'verify-full' });
    expect(mode('ssl=true')).toEqual({ mode: 'verify-full' });
    expect(mode('ssl=false')).toEqual({ mode: 'disable' });
    expect(refusal('postgres://h/d?sslmode=yes')).toContain('sslmode');
  });

  test('never falls back to no protection: prefer and allow are made safe, and that is said', () => {
    for (const word of ['prefer', 'allow']) {
      const { settings, notes } = parse(`postgres://ann@h/lms?sslmode=${word}`);
      expect(settings.tls).toEqual({ mode: 'verify-full' });
      expect(notes.join()).toContain(`sslmode=${word}`);
    }
  });

  test('may come from a provider or another program, with parameters of theirs', () => {
    const neon = parse(
      'postgres://a:b@ep-x.eu.aws.neon.tech/db?sslmode=require&channel_binding=require',
    );
    expect(neon.notes).toHaveLength(1);
    const prisma = parse('postgres://a:b@h/db?schema=public&connection_limit=5&pgbouncer=true');
    expect(prisma.notes).toHaveLength(2);
  });

  test('is refused with the name of a parameter that is not known or cannot be honoured', () => {
    for (const name of ['sslcert', 'sslkey', 'options', 'replication', 'hostt', 'schema']) {
      const message = refusal(`postgres://ann:secret@h/lms?${name}=x`);
      expect(message).toContain(`parameter ${name} `);
    }
    expect(refusal('postgres://h/d?user=a&user=b')).toContain('twice');
    expect(refusal('postgres://a,b/d')).toContain('several hosts');
    expect(refusal('postgres://h:99999/d')).toContain('65535');
    expect(refusal('postgres://h:/d?port=x')).toContain('65535');
    expect(refusal('postgres://u%zz@h/d')).toContain('%25');
    expect(refusal('postgres:/h/d')).toContain('no Postgres URL');
  });

  test('is never repeated in a refusal, because its password is in it', () => {
    for (const url of [
      'postgres://ann:hunter2/x@h/lms',
      'postgres://ann:hunter2#x@h/lms',
      'postgres://ann:hunter2?x@h/lms',
      'postgres://ann:hunter2 x@h/lms',
      'postgres://ann:hunter2%@h/lms',
      'postgres://ann:hunter2@h/lms?unknown=hunter2',
      'postgres://ann:hunter2@h:port/lms',
      'postgres:ann:hunter2@h/lms',
      'postgres://ann:x?hunter2@h/lms',
      'postgres://ann:1/hunter2@h/lms',
    ]) {
      const result = parsePostgresUrl(url, 'me');
      if (result.ok) expect(url).toBe('refused');
      expect(JSON.stringify(result)).not.toContain('hunter2');
    }
    expect(refusal('postgres://ann:hunter2/x@h/lms')).toContain('%2F');
  });
});
