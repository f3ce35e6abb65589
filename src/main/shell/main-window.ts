import { BrowserWindow, nativeTheme, screen } from 'electron';
import { appOrigin } from './app-protocol';
import type { WindowMemory } from './window-memory';

/** The paper colour of each theme, so that the window is right before its page is. */
const paper = { light: '#fbfaf7', dark: '#171614' } as const;

/** The one factory of windows: sandboxed, isolated, without Node. */
export function createMainWindow(options: {
  readonly preload: string;
  readonly memory: WindowMemory;
  readonly remember: (part: WindowMemory) => void;
}): BrowserWindow {
  const { bounds, maximized } = options.memory;
  const window = new BrowserWindow({
    ...(bounds && isOnScreen(bounds) ? bounds : { width: 1440, height: 900 }),
    minWidth: 880,
    minHeight: 560,
    title: 'Lectern',
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  const rememberPlace = (): void => {
    if (window.isMinimized()) return;
    options.remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  window.on('close', rememberPlace);
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** A screen may have been unplugged since; a window nobody can reach is worse than a moved one. */
function isOnScreen(bounds: NonNullable<WindowMemory['bounds']>): boolean {
  const area = screen.getDisplayMatching(bounds).workArea;
  return (
    bounds.x < area.x + area.width - 100 &&
    bounds.y < area.y + area.height - 60 &&
    bounds.x + bounds.width > area.x + 100
  );
}
