import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The application menu. Undo and redo are the window's own (they reach into the journal), so the
 * menu has no roles for them: those would undo typing only.
 */
export function applicationMenu(): Menu {
  const edit: MenuItemConstructorOptions = {
    label: 'Edit',
    submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { role: 'reload' },
    ],
  };
  const first: MenuItemConstructorOptions[] =
    process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [{ role: 'close' }, { role: 'quit' }],
  };
  return Menu.buildFromTemplate([...first, file, edit, view, { role: 'windowMenu' }]);
}
