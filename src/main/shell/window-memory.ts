import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the window remembers between runs; `lectern` reads `workspace` from the same file. */
export type WindowMemory = {
  readonly workspace?: string;
  readonly theme?: 'system' | 'light' | 'dark';
  readonly bounds?: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly maximized?: boolean;
};

/** Keeps `window.json`; a damaged file means a fresh start, not an error. */
export function openWindowMemory(file: string): {
  readonly read: () => WindowMemory;
  readonly change: (part: WindowMemory) => void;
} {
  let memory = load(file);
  return {
    read: () => memory,
    change: (part) => {
      memory = { ...memory, ...part };
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify(memory, null, 2));
      renameSync(`${file}.part`, file);
    },
  };
}

function load(file: string): WindowMemory {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    const { workspace, theme, bounds, maximized } = value as Record<string, unknown>; // each checked below
    return {
      ...(typeof workspace === 'string' ? { workspace } : {}),
      ...(theme === 'light' || theme === 'dark' || theme === 'system' ? { theme } : {}),
      ...(isBounds(bounds) ? { bounds } : {}),
      ...(maximized === true ? { maximized } : {}),
    };
  } catch {
    // Not there yet, or not JSON: nothing is lost but the size of a window.
    return {};
  }
}

function isBounds(value: unknown): value is NonNullable<WindowMemory['bounds']> {
  if (typeof value !== 'object' || value === null) return false;
  return ['x', 'y', 'width', 'height'].every((name) => Number.isFinite(Reflect.get(value, name)));
}
