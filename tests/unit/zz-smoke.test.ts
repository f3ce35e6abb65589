import { test } from 'vitest';
import { embeddedBinaries, startServer } from '../support/postgres';
import { freePort } from '../support/tcp';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
test('smoke', async () => {
const port = await freePort();
const server = await startServer((await embeddedBinaries())!, { port, prepare: (d: string) => writeFileSync(join(d,'pg_hba.conf'),'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n') });
const db = await server.createDatabase();
await db.client.query("ALTER ROLE postgres PASSWORD 'pw'");
const url = `postgres://postgres@127.0.0.1:${port}/${db.name}`;
process.env.LECTERN_HOME='/tmp/smoke-home';
await new Promise<void>((r)=>{ const c=spawn('python3',['/tmp/hang.py',url],{stdio:'inherit'}); c.on('exit',()=>r()); });
await db.close(); await server.stop();
}, 120000);
