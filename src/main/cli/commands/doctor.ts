import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { done, table, withComplaints } from '../answers';
import type { Command } from '../command';
import { isThere, openEngine, projectRoot } from '../engine-access';

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

const run = promisify(execFile);

const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is set up, what is missing, and the command that mends it.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'nothing',
  run: async ({ workspaceFile }) => {
    const checks = [...(await setUpChecks()), await workspaceCheck(workspaceFile)];
    const ok = checks.every((check) => check.ok);
    const text = table(
      checks.map((check) => [check.ok ? 'ok' : 'MISSING', check.name, check.detail]),
    );
    return ok
      ? done({ ok, checks: [...checks] }, text)
      : withComplaints({ ok, checks: [...checks] }, text);
  },
};

/** The set-up knows its own state; it runs as a process of its own, because it may crash on a bad binary. */
async function setUpChecks(): Promise<readonly Check[]> {
  const script = join(projectRoot, 'scripts', 'setup.mjs');
  const { stdout } = await run(process.execPath, [script, '--state'], {
    cwd: projectRoot,
    maxBuffer: 1 << 22,
  });
  // Printed by our own script in exactly this shape.
  return JSON.parse(stdout) as readonly Check[];
}

async function workspaceCheck(file: string): Promise<Check> {
  const name = 'workspace';
  if (!isThere(file)) return { name, ok: true, detail: `none yet at ${file}; npm start makes one` };
  const opened = openEngine(file, 'read');
  if (!opened.ok) return { name, ok: false, detail: opened.error.message };
  const info = await opened.value.client.workspace.info({});
  await opened.value.close();
  if (!info.ok) return { name, ok: false, detail: info.error.message };
  return { name, ok: info.value.ok, detail: `${file}, schema ${info.value.schemaVersion}` };
}

export const doctorCommands: readonly Command[] = [doctor];
