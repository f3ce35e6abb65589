import { expect, test } from 'vitest';
import { connectPostgres } from '../../../src/main/engine/connections/postgres-connection';
import { loginProblem } from '../../../src/main/engine/connections/login-problem';
import { expectFailure } from '../../support/engine';
import { listen } from '../../support/tcp';

const settings = {
  host: 'lms.test',
  port: 6432,
  database: 'lms',
  user: 'mia',
  tls: { mode: 'disable' },
} as const;

// As PgBouncer 1.18 says them, all under the same state.
test.each([
  ['SASL authentication failed', 'password_wrong'],
  ['password authentication failed', 'password_wrong'],
  ['password authentication failed for user "mia"', 'password_wrong'],
  ['no such user: mia', 'password_wrong'],
  ['role "mia" does not exist', 'password_wrong'],
  ['no such database: lms', 'database_missing'],
  ['database "lms" does not exist', 'database_missing'],
  ['no more connections allowed (max_client_conn)', 'too_many_connections'],
  ['sorry, too many clients already', 'too_many_connections'],
  ['the database system is starting up', 'not_ready'],
  ['server login has been failing, try again later (server_login_retry)', 'other'],
])('a pooler that says “%s” is understood: %s', (message, problem) => {
  const error = Object.assign(new Error(message), { code: '08P01' });
  expect(loginProblem(error, settings, false)?.problem).toBe(problem);
});

test('what it says is passed on where it is not understood', () => {
  const error = Object.assign(new Error('client_login_timeout (server down)'), { code: '08P01' });
  expect(loginProblem(error, settings, false)?.what).toContain('client_login_timeout');
});

test('one that keeps a log-in waiting is told from a server that breaks it off', async () => {
  // It says that it has no TLS, and nothing after that.
  const pooler = await listen((socket) => {
    socket.once('data', (data) => {
      if (data.length === 8) socket.write('N');
    });
  });
  const waiting = await connectPostgres(
    { ...settings, host: '127.0.0.1', port: pooler.port },
    undefined,
    { connectTimeoutMs: 200 },
  );
  await pooler.close();
  const { message } = expectFailure(waiting, 'unavailable');
  expect(message).toContain('was not answered in time');
  expect(message).toContain('Check the name of the database (lms)');
});
