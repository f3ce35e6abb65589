import { resolve } from 'node:path';
import type { EngineClient } from '../../../shared/contract';
import { done, flag, table, unwrap, withComplaints } from '../answers';
import type { Command, CommandOutcome } from '../command';
import { createWorkspace, openEngine, restoreWorkspace } from '../engine-access';

const create: Command = {
  name: 'workspace create',
  summary: 'Make a new workspace, empty or with the sample.',
  usage: 'FILE [--sample]',
  options: { sample: { type: 'boolean' } },
  positionals: [1, 1],
  opens: 'nothing',
  run: async ({ positionals: [name = ''], options }) => {
    const { file } = unwrap(await createWorkspace(resolve(name), flag(options, 'sample')));
    return described(file, `Made ${file}.`);
  },
};

const info: Command = {
  name: 'workspace info',
  summary: 'What is in the workspace.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const answer = await summary(client);
    return done(answer, countsText(answer));
  },
};

const check: Command = {
  name: 'workspace check',
  summary: 'Check the file, its links, the ledger and the journal.',
  usage: '',
  options: {},
  positionals: [0, 0],
  opens: 'read',
  run: async ({ client }) => {
    const answer = unwrap(await client.workspace.check({}));
    const { file, schemaVersion, counts, ok, complaints } = answer;
    const json = { file, schemaVersion, counts, ok, complaints };
    if (ok) return done(json, `${file} is sound.`);
    return withComplaints(json, [`${file} has problems:`, ...complaints].join('\n'));
  },
};

const backup: Command = {
  name: 'workspace backup',
  summary: 'Copy the workspace, also while a window has it open.',
  usage: '[FILE]',
  options: {},
  positionals: [0, 1],
  opens: 'read',
  run: async ({ positionals: [name], client }) => {
    const target = name === undefined ? {} : { file: resolve(name) };
    const { file, bytes } = unwrap(await client.workspace.backup(target));
    const { schemaVersion, counts, ok } = await summary(client);
    return done({ file, bytes, schemaVersion, counts, ok }, `${file} (${bytes} bytes).`);
  },
};

const restore: Command = {
  name: 'workspace restore',
  summary: 'Put a backup in the place of the workspace; the present file is set aside.',
  usage: 'FILE',
  options: {},
  positionals: [1, 1],
  opens: 'nothing',
  run: async ({ positionals: [name = ''], workspaceFile }) => {
    const { file, setAside } = unwrap(restoreWorkspace(workspaceFile, resolve(name)));
    const kept = setAside === null ? '' : ` The file that was there is kept as ${setAside}.`;
    return described(file, `Restored ${file}.${kept}`, { setAside });
  },
};

type Summary = {
  readonly file: string;
  readonly schemaVersion: string;
  readonly counts: { readonly [table: string]: number };
  readonly ok: boolean;
};

async function summary(client: EngineClient): Promise<Summary & { readonly sample: boolean }> {
  const { file, schemaVersion, counts, ok, sample } = unwrap(await client.workspace.info({}));
  return { file, schemaVersion, counts, ok, sample };
}

/** Opens the file that was just put there, and says what is in it. */
async function described(
  file: string,
  sentence: string,
  more: { readonly [key: string]: string | null } = {},
): Promise<CommandOutcome> {
  const engine = unwrap(openEngine(file, 'read'));
  try {
    const answer = await summary(engine.client);
    return done({ ...answer, ...more }, `${sentence}\n${countsText(answer)}`);
  } finally {
    await engine.close();
  }
}

function countsText({ file, schemaVersion, counts }: Summary): string {
  const filled = Object.entries(counts).filter(([, rows]) => rows > 0);
  return [`${file}, schema ${schemaVersion}`, table(filled)].join('\n');
}

export const workspaceCommands: readonly Command[] = [create, info, check, backup, restore];
