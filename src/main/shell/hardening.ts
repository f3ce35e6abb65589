import { app, session, type Session, type WebContents } from 'electron';
import { appOrigin } from './app-protocol';

const allowedSchemes = new Set(['app:', 'blob:', 'data:']);

/** Closes what a page could ask for beyond showing itself: permissions, devices, the network. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !allowedSchemes.has(new URL(details.url).protocol) });
  });
}

/** Keeps every page where it is: no navigation, no new windows, no embedded web views. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Whether a message comes from the main frame of our own page. */
export function isOurPage(contents: WebContents, frame: { readonly url: string } | null): boolean {
  // The empty first document of a page has no address that could be parsed.
  if (!frame || frame !== contents.mainFrame || !URL.canParse(frame.url)) return false;
  const url = new URL(frame.url);
  // `origin` of a scheme of our own is the text "null": compare its parts instead.
  return `${url.protocol}//${url.host}` === appOrigin;
}
