import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand, tail } from './run-command.mjs';
import { say } from './say.mjs';

const probeMs = 5000;
const downloadMs = 10 * 60_000;

/**
 * Lets the `electron` package fetch its own runtime.
 * @param {string} version
 * @param {string} electronFolder
 * @returns {Promise<{ done: true } | { done: false, reason: string }>}
 */
export async function downloadOfficialRuntime(version, electronFolder) {
  const obstacle = await findObstacle(version);
  if (obstacle) return { done: false, reason: obstacle };
  say(`Downloading Electron ${version} (about 120 MB) ...`);
  const env = { ...process.env, ELECTRON_GET_USE_PROXY: process.env.ELECTRON_GET_USE_PROXY ?? '1' };
  const { code, output } = await runCommand(process.execPath, ['install.js'], {
    cwd: electronFolder,
    env,
    timeoutMs: downloadMs,
  });
  return code === 0 ? { done: true } : { done: false, reason: tail(output, 1) };
}

/**
 * A host that is blocked often swallows packets, and the download would then hang for minutes:
 * a short look first makes that cost five seconds.
 * @param {string} version
 * @returns {Promise<string | undefined>} why the download would fail
 */
async function findObstacle(version) {
  const { env } = process;
  // Through a proxy, only the downloader itself can tell; and what is in its cache needs no network.
  if (env.HTTPS_PROXY || env.https_proxy || isDownloaded(version)) return undefined;
  const base =
    env.ELECTRON_MIRROR ||
    env.npm_config_electron_mirror ||
    'https://github.com/electron/electron/releases/download/';
  const url = `${base}v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) });
    return answer.ok ? undefined : `${new URL(url).host} answered ${answer.status}`;
  } catch (error) {
    const { cause, name } = /** @type {Error & { cause?: { code?: string } }} */ (error);
    return `${new URL(url).host}: ${cause?.code ?? (name === 'TimeoutError' ? `no answer in ${probeMs / 1000} s` : name)}`;
  }
}

/** @param {string} version */
function isDownloaded(version) {
  const cache = process.env.electron_config_cache ?? defaultDownloadCache();
  if (!existsSync(cache)) return false;
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  return readdirSync(cache, { recursive: true }).some((name) => String(name).endsWith(file));
}

function defaultDownloadCache() {
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? homedir(), 'electron', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron');
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'electron');
}
