import { AddressRefused } from './guarded-lookup';
import type { Problem } from './problem';

/** The code that Node gives a system, TLS or zlib error; '' for anything else. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const certificateCodes =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|CERT_.*|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|CRL_.*|ERROR_IN_(CERT|CRL)_.*|PATH_LENGTH_EXCEEDED|UNSPECIFIED)$/;
const diskCodes = /^(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|EIO|EMFILE|ENFILE|EEXIST|ENOENT|ENOTDIR)$/;
const wayCodes =
  /^(ENOTFOUND|EAI_.*|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL|ETIMEDOUT)$/;

/** What an error of a request, of its body or of the disk means; a bug is thrown on. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof AddressRefused) return { code: 'address', detail: error.reach };
  // Several addresses were tried at once (happy eyeballs): the first error speaks for all.
  if (error instanceof AggregateError && error.errors.length > 0) {
    return problemOfError(error.errors[0]);
  }
  const code = codeOf(error);
  if (certificateCodes.test(code)) return { code: 'certificate', detail: code };
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return { code: 'certificate', detail: code };
  // Whatever stops a name or a connection (EINVAL for a long name, EACCES of a firewall) is the way.
  if (isOfTheWay(error) || wayCodes.test(code)) return { code: 'unreachable', detail: code };
  if (diskCodes.test(code)) return { code: 'disk', detail: code };
  // A compressed body that stops early was cut; one that cannot be read is broken.
  if (code === 'Z_BUF_ERROR') return { code: 'cut_off' };
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_')) return { code: 'encoding' };
  if (code.startsWith('HPE_')) return { code: 'http', detail: code };
  if (/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|ABORT_ERR)$/.test(code)) {
    return { code: 'cut_off' };
  }
  throw error;
}

function isOfTheWay(error: unknown): boolean {
  if (codeOf(error) === '' || !(error instanceof Error) || !('syscall' in error)) return false;
  return error.syscall === 'getaddrinfo' || error.syscall === 'connect';
}
