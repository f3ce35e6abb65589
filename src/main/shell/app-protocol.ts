import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

/** The address of the window's page. */
export const appOrigin = 'app://lectern';

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** To be called before the program is ready: the scheme behaves like https, without the network. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page from `folder` and nothing outside it, with a strict policy as a header. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'lectern') return new Response('Not found', { status: 404 });
    const path = url.pathname === '/' ? '/index.html' : decodeURIComponent(url.pathname);
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep)) return new Response('Not found', { status: 404 });
    try {
      return respond(file, await readFile(file));
    } catch {
      // The page asks for its own files only; one that is missing shows in the page's console.
      return new Response('Not found', { status: 404 });
    }
  });
}

function respond(file: string, content: Buffer): Response {
  const extension = extname(file);
  const headers: Record<string, string> = {
    'content-type': types[extension] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  };
  if (extension !== '.html') return new Response(new Uint8Array(content), { headers });
  // The style sheets that Mantine writes carry this number, and no others are let in.
  const nonce = randomBytes(16).toString('base64');
  headers['content-security-policy'] = contentSecurityPolicy(nonce);
  headers['cache-control'] = 'no-store';
  return new Response(content.toString('utf8').replaceAll('__CSP_NONCE__', nonce), { headers });
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
