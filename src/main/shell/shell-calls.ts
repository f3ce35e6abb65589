import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  shell,
  type IpcMainInvokeEvent,
} from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import type { ShellCalls } from '../../shared/contract/shell';
import type { Failure } from '../../shared/kernel/errors';
import { failure } from '../../shared/kernel/errors';
import { err, type Result } from '../../shared/kernel/result';
import { isOurPage } from './hardening';

/** What the shell calls act on. */
export type ShellServices = {
  readonly dataFolder: string;
  readonly open: (request: {
    readonly file: string;
    readonly create?: 'empty' | 'sample';
    readonly restoreFrom?: string;
  }) => Promise<Result<{ readonly file: string }, Failure>>;
  readonly currentFile: () => string;
  readonly restartEngine: () => Promise<void>;
  readonly rememberTheme: (theme: 'system' | 'light' | 'dark') => void;
};

const path = z.string().min(1).max(4096);
const filters = z
  .array(z.strictObject({ name: z.string(), extensions: z.array(z.string()) }))
  .max(20);

/** Addresses that may leave for the system's browser. */
const externalAddress = z.url({ protocol: /^https$/ });

/** Answers the fixed list of shell calls; each checks who asks and what is asked. */
export function answerShellCalls(services: ShellServices): void {
  const calls = { ...dialogs(), ...workspaces(services), ...surroundings(services) };
  for (const [name, call] of Object.entries(calls)) {
    ipcMain.handle(`shell:${name}`, (event, ...input: readonly unknown[]) => {
      if (!isOurPage(event.sender, event.senderFrame))
        throw new Error('Refused: not from our own page');
      // Each call parses its own input below; the union of their parameters is `never` to the compiler.
      return (call as (event: IpcMainInvokeEvent, ...input: readonly unknown[]) => unknown)(
        event,
        ...input,
      );
    });
  }
}

type Answers<Names extends keyof ShellCalls> = {
  readonly [N in Names]: (
    event: IpcMainInvokeEvent,
    ...input: unknown[]
  ) => ReturnType<ShellCalls[N]>;
};

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!window) throw new Error('The window that asked is gone');
  return window;
}

function dialogs(): Answers<'openFiles' | 'saveFile' | 'chooseFolder'> {
  return {
    openFiles: async (event, input) => {
      const options = z
        .strictObject({ title: z.string(), filters, multiple: z.boolean() })
        .parse(input);
      const answer = await dialog.showOpenDialog(windowOf(event), {
        title: options.title,
        filters: options.filters,
        properties: options.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
      });
      return answer.canceled ? [] : answer.filePaths;
    },
    saveFile: async (event, input) => {
      const options = z
        .strictObject({ title: z.string(), suggestedName: z.string(), filters })
        .parse(input);
      const answer = await dialog.showSaveDialog(windowOf(event), {
        title: options.title,
        defaultPath: options.suggestedName,
        filters: options.filters,
      });
      return answer.canceled ? null : answer.filePath;
    },
    chooseFolder: async (event, input) => {
      const { title } = z.strictObject({ title: z.string() }).parse(input);
      const answer = await dialog.showOpenDialog(windowOf(event), {
        title,
        properties: ['openDirectory', 'createDirectory'],
      });
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
  };
}

function workspaces(
  services: ShellServices,
): Answers<'openWorkspace' | 'createWorkspace' | 'restoreWorkspace' | 'restartEngine'> {
  return {
    openWorkspace: (_event, file) => services.open({ file: path.parse(file) }),
    createWorkspace: async (_event, file, sample) => {
      const create = z.boolean().parse(sample) ? 'sample' : 'empty';
      return services.open({ file: path.parse(file), create });
    },
    restoreWorkspace: async (_event, backup) => {
      const current = services.currentFile();
      if (current === '')
        return err(failure('usage', 'No workspace is chosen that a backup could replace.'));
      return services.open({ file: current, restoreFrom: path.parse(backup) });
    },
    restartEngine: () => services.restartEngine(),
  };
}

function surroundings(
  services: ShellServices,
): Answers<'appInfo' | 'showInFolder' | 'setTheme' | 'openExternal'> {
  return {
    appInfo: async () => ({
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      platform: process.platform,
      dataFolder: services.dataFolder,
      logFile: join(services.dataFolder, 'logs', 'lectern.log'),
    }),
    showInFolder: async (_event, file) => shell.showItemInFolder(path.parse(file)),
    setTheme: async (_event, input) => {
      const theme = z.enum(['system', 'light', 'dark']).parse(input);
      nativeTheme.themeSource = theme;
      services.rememberTheme(theme);
    },
    openExternal: async (_event, input) => {
      const address = externalAddress.safeParse(input);
      if (!address.success) return false;
      await shell.openExternal(address.data);
      return true;
    },
  };
}
