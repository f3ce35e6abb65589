/** Names that Windows keeps for devices, with any extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Separators, signs Windows refuses, control signs, and those that turn the direction of text. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const longest = 120;

/**
 * A file name that can be suggested to a person on any system: no folder, no sign that hides what
 * kind of file it is, no device of Windows. `submission` when nothing is left.
 */
export function safeFileName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (clean === '' || /^_+$/.test(clean)) return 'submission';
  return shorten(devices.test(clean) ? `_${clean}` : clean);
}

/** Keeps the end, because it says what kind of file it is. */
function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= longest) return name;
  const end = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  return `${letters.slice(0, longest - end.length).join('')}${end}`;
}

/** The name a server gives a file, else the last part of its address, safe to suggest. */
export function nameOf(url: string, disposition: string | undefined): string {
  return safeFileName(givenName(disposition) ?? lastPart(url));
}

/** `filename*` (RFC 5987, UTF-8) or `filename` of a Content-Disposition header. */
function givenName(disposition: string | undefined): string | undefined {
  if (disposition === undefined) return undefined;
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const decoded = extended && decode(extended);
  if (decoded) return decoded;
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  const text = plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
  // Header bytes arrive as Latin-1; servers that write UTF-8 there mean UTF-8.
  return text === undefined ? undefined : fromUtf8(text);
}

function fromUtf8(latin: string): string {
  const text = Buffer.from(latin, 'latin1').toString('utf8');
  return text.includes('\uFFFD') ? latin : text;
}

function lastPart(url: string): string {
  const path = (url.split(/[?#]/)[0] ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  const last = path.split('/').filter(Boolean).pop() ?? '';
  return decode(last) ?? last;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray per cent sign: the caller has the raw text.
    return undefined;
  }
}
