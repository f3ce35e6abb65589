import { spawn } from 'node:child_process';
import { findProgram } from '../setup/run-command.mjs';

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

export const hasVirtualDisplay = () => findProgram('Xvfb') !== undefined;

/**
 * A screen nobody sees, on a number the X server chooses itself, so that two runs never collide.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  return new Promise((done, fail) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-ac', '-nolisten', 'tcp'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let complaints = '';
    server.stderr?.on('data', (piece) => (complaints += piece));
    server.on('error', fail);
    server.on('exit', (code) =>
      fail(new Error(`Xvfb ended with code ${code}: ${complaints.trim()}`)),
    );
    server.stdio[3]?.once('data', (number) => {
      done({ display: `:${String(number).trim()}`, stop: () => void server.kill() });
    });
  });
}
