import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, safeStorage } from 'electron';
import { dataFolder } from '../../shared/kernel/data-folder';
import { registerAppScheme, serveApp } from './app-protocol';
import { EngineHost } from './engine-host';
import { hardenContents, hardenSession, isOurPage } from './hardening';
import { createKeychain } from './keychain';
import { createMainWindow } from './main-window';
import { applicationMenu } from './menu';
import { openSecretFile } from './secret-file';
import { answerShellCalls } from './shell-calls';
import { createShellLog } from './shell-log';
import { openWindowMemory } from './window-memory';

const root = app.getAppPath();
const data = dataFolder({ platform: process.platform, home: homedir(), env: process.env });
const memory = openWindowMemory(join(data, 'window.json'));
const engine = new EngineHost({
  entry: join(root, 'out', 'main', 'engine.js'),
  env: engineEnvironment(),
  note: createShellLog(join(data, 'logs', 'shell.log')),
  secrets: createKeychain(safeStorage, openSecretFile(join(data, 'secrets.json'))),
});

let file = process.env.LECTERN_WORKSPACE || memory.read().workspace || '';
let draining = false;

app.enableSandbox();
registerAppScheme();
hardenContents();
// One window per data folder: two would fight over the same workspace.
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', focusWindow);
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  nativeTheme.themeSource = memory.read().theme ?? 'system';
  Menu.setApplicationMenu(applicationMenu());
  // First the engine, then the window: the two start side by side.
  void openFirst();
  hardenSession();
  serveApp(join(root, 'out', 'renderer'));
  answerShellCalls({
    dataFolder: data,
    currentFile: () => file,
    open: ({ file: wanted, create, restoreFrom }) => open(wanted, create, restoreFrom),
    restartEngine: async () => {
      await open(file, undefined, undefined);
    },
    rememberTheme: (theme) => memory.change({ theme }),
  });
  ipcMain.on('engine-connect', (event) => {
    if (isOurPage(event.sender, event.senderFrame)) engine.connect(event.sender);
  });
  openWindow();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
}

function openWindow(): void {
  createMainWindow({
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    memory: memory.read(),
    remember: (part) => memory.change(part),
  });
}

/** The workspace used last; on a fresh machine the sample, made on the spot. */
async function openFirst(): Promise<void> {
  if (file !== '') {
    await open(file, undefined, undefined);
    return;
  }
  file = join(data, 'workspaces', 'sample.lectern');
  await open(file, 'sample', undefined);
}

async function open(
  wanted: string,
  create: 'empty' | 'sample' | undefined,
  restoreFrom: string | undefined,
) {
  const opened = await engine.open({
    kind: 'open',
    file: wanted,
    create,
    restoreFrom,
    folders: { data, root },
    version: app.getVersion(),
    userName: userInfo().username,
  });
  if (opened.ok) {
    file = opened.value.file;
    memory.change({ workspace: file });
  }
  return opened;
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Only what the engine needs; connection settings of the surroundings (PG*) stay outside. */
function engineEnvironment(): NodeJS.ProcessEnv {
  const wanted = [
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'TMP',
    'LANG',
    'LC_ALL',
    'TZ',
    'SystemRoot',
    'APPDATA',
    'USERPROFILE',
  ];
  return Object.fromEntries(
    wanted.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined),
  );
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

app.on('before-quit', (event) => {
  if (draining) return;
  event.preventDefault();
  draining = true;
  void engine.close().finally(() => app.quit());
});
