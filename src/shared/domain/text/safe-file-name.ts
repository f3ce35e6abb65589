import { utf8Length } from './utf8-length';

/** Names Windows keeps for devices, whatever the extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/**
 * Characters some system refuses or reads as a path or wildcard, controls, direction marks, line
 * separators, halves of characters.
 */
const unsafe =
  /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Dots and spaces at the end vanish on Windows; a dot or dash in front hides or reads as an option. */
function trimEdges(text: string): string {
  return text.replace(/^[\s.-]+/, '').replace(/[\s.-]+$/, '');
}

/**
 * Makes a file name that Windows, macOS and Linux all take: no separators, wildcards, controls or
 * reserved device names, no trailing dot, at most `maxBytes` UTF-8 bytes with the extension
 * (`.pdf`). What remains empty becomes `file`. Different texts may give one name.
 */
export function safeFileName(text: string, extension = '', maxBytes = 200): string {
  // Only the beginning can survive, and the patterns below are not linear in very long texts.
  const plain = text
    .slice(0, maxBytes * 4)
    .normalize('NFC')
    .replace(unsafe, '-')
    .replace(/\s+/g, ' ');
  const joined = trimEdges(plain.replace(/-{2,}/g, '-'));
  const room = maxBytes - utf8Length(extension) - 1;
  const cut = trimEdges(cutToBytes(joined, room));
  const stem = cut === '' ? 'file' : cut;
  // Windows looks only at what stands before the first dot.
  const device = (stem.split('.')[0] ?? '').trimEnd();
  return `${reserved.test(device) ? '_' : ''}${stem}${extension}`;
}
