import { expect, it } from 'vitest';
import { expectOk, testEngine } from '../support/engine';
import { startLoopServer, urlOf } from './loop-server';

it('certs', async () => {
  const server = await startLoopServer();
  const lms = await server.lms();
  const engine = await testEngine({});
  const two = await testEngine({ seed: 7 });
  expectOk(await engine.client.sync.init({ server: urlOf(lms, 'anna') }));
  expectOk(await two.client.sync.init({ server: urlOf(lms, 'chief') }));
  const courses = expectOk(await engine.client.courses.list({}));
  for (const course of (courses as any).courses) {
    const el = expectOk(await engine.client.certificates.eligible({ courseId: course.id } as never)) as any;
    console.log(course.id, JSON.stringify(el).slice(0, 200));
  }
  const issued = await engine.client.certificates.issue({ course: 'course-0' } as never);
  console.log(JSON.stringify(issued).slice(0, 400));
  const outbox = expectOk(await engine.client.sync.outbox({}));
  console.log(outbox.items.map((i) => [i.table, i.kind, i.state].join(' ')));
  console.log(expectOk(await engine.client.sync.run({})));
  console.log(JSON.stringify(expectOk(await engine.client.sync.verify({})).differs));
  expectOk(await two.client.sync.run({}));
  console.log(JSON.stringify(expectOk(await two.client.sync.verify({})).differs));
  console.log(expectOk(await two.client.sync.status({})).rows);
  expect(engine.sql.pragma('integrity_check', { simple: true })).toBe('ok');
  await engine.close(); await two.close(); await server.stop();
}, 120000);
