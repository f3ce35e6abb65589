import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates } from 'node:tls';
import { err, ok, type Result } from '../../../shared/kernel/result';
import { checkAddress, type AllowedReach } from './address-rules';
import { problemOfAnswer } from './answer-problem';
import type { Patience } from './attachments';
import { problemOfError } from './error-problem';
import { nameOf } from './file-name';
import { guardedLookup } from './guarded-lookup';
import type { Problem } from './problem';
import { receiveBody } from './receive-body';

/** What to fetch and how far to go for it. */
export type FileRequest = {
  readonly url: string;
  /** Where the bytes go while they arrive; must not exist, and is the caller's to remove. */
  readonly partial: string;
  /** Bytes; a file with more is not fetched to its end. */
  readonly limit: number;
  readonly allowed: AllowedReach;
  readonly patience: Pick<Patience, 'answerMs' | 'stallMs'>;
  /** Authorities (PEM) to trust beside those that come with the program. */
  readonly authorities: readonly string[];
  readonly userAgent: string;
  readonly signal: AbortSignal;
};

/** A file that has arrived whole and is on the disk. */
export type FetchedFile = {
  readonly bytes: number;
  readonly sha256: string;
  readonly contentType: string | null;
  readonly fileName: string;
};

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches one file to the disk, as a stranger would: no cookies, no credentials, no referrer, and
 * every hop judged anew. Node's `fetch` is not used because it judges a name and connects to it in
 * two steps, which a name that changes its meaning in between gets past.
 */
export async function fetchFile(request: FileRequest): Promise<Result<FetchedFile, Problem>> {
  let address = request.url;
  let from: URL | undefined;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const url = checkHop(address, from, request.allowed);
    if (!url.ok) return url;
    const answered = await ask(url.value, request);
    if (!answered.ok) return answered;
    const answer = answered.value;
    const location = answer.headers.location;
    if (!redirects.has(answer.statusCode ?? 0) || location === undefined) {
      return receive(answer, request);
    }
    answer.destroy();
    from = url.value;
    const base = url.value.href;
    address = URL.canParse(location, base) ? new URL(location, base).href : location;
  }
  return err({ code: 'redirects', detail: String(mostRedirects) });
}

/** A redirect may lead from http to https and not back, and nowhere else. */
function checkHop(
  address: string,
  from: URL | undefined,
  allowed: AllowedReach,
): Result<URL, Problem> {
  const checked = checkAddress(address, allowed);
  if (!from) return checked;
  if (!checked.ok) {
    if (checked.error.code === 'address') return checked;
    const detail = checked.error.detail ?? checked.error.code;
    return err({ code: 'redirect_refused', detail });
  }
  if (from.protocol === 'https:' && checked.value.protocol === 'http:') {
    return err({ code: 'redirect_refused', detail: 'http' });
  }
  return checked;
}

function ask(url: URL, request: FileRequest): Promise<Result<IncomingMessage, Problem>> {
  const { userAgent, authorities, patience, allowed, signal } = request;
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const options = {
      agent: false,
      lookup: guardedLookup(allowed),
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': userAgent },
      ...(authorities.length > 0 ? { ca: [...rootCertificates, ...authorities] } : {}),
      signal,
    };
    const sent = isSecure ? requestSecure(url, options) : requestPlain(url, options);
    const timer = setTimeout(() => {
      resolve(err({ code: 'timeout' }));
      sent.destroy();
    }, patience.answerMs);
    sent.on('response', (answer) => {
      clearTimeout(timer);
      resolve(ok(answer));
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      // After the answer this says again what the body's own error says, and is not heard.
      try {
        resolve(err(problemOfError(error)));
      } catch (bug) {
        reject(bug);
      }
    });
    sent.end();
  });
}

async function receive(
  answer: IncomingMessage,
  request: FileRequest,
): Promise<Result<FetchedFile, Problem>> {
  const problem = problemOfAnswer(answer, request);
  if (problem) {
    answer.destroy();
    return err(problem);
  }
  const body = await receiveBody(answer, request);
  if (!body.ok) return body;
  return ok({
    ...body.value,
    contentType: answer.headers['content-type']?.slice(0, 200) ?? null,
    fileName: nameOf(request.url, answer.headers['content-disposition']),
  });
}
