import type { IncomingMessage } from 'node:http';
import type { Problem } from './problem';

/** Parts of an address that are pages by themselves: an answer in HTML is then the file. */
const pages = /^(html?|xhtml|php|aspx?|jsp|cgi)$/i;

/** What the headers already rule out; undefined when the body is worth reading. */
export function problemOfAnswer(
  answer: IncomingMessage,
  { url, limit }: { readonly url: string; readonly limit: number },
): Problem | undefined {
  const { statusCode = 0, headers } = answer;
  if (statusCode === 401 || statusCode === 403 || statusCode === 407) {
    return { code: 'login', detail: String(statusCode) };
  }
  if (statusCode !== 200) {
    const waitMs = waitAskedFor(headers['retry-after']);
    return {
      code: 'http',
      detail: String(statusCode),
      ...(waitMs === undefined ? {} : { waitMs }),
    };
  }
  if (isPageInstead(url, headers['content-type'])) return { code: 'web_page' };
  const length = Number(headers['content-length']);
  return length > limit ? { code: 'too_large', detail: String(length) } : undefined;
}

/** Seconds of a Retry-After header in milliseconds; the form with a date is left to our own wait. */
function waitAskedFor(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

/**
 * A page in place of a file (`essay.pdf` that answers with HTML) is nearly always the web
 * application's login: keeping it would look like having the work.
 */
function isPageInstead(url: string, contentType: string | undefined): boolean {
  if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')) return false;
  const extension = /\.([a-z0-9]{1,8})$/i.exec(new URL(url).pathname)?.[1];
  return extension !== undefined && !pages.test(extension);
}
