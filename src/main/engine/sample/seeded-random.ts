import type { RandomBytes } from '../../../shared/kernel/ids';

/** A source of chance that repeats itself: the same seed gives the same draws. */
export type SeededRandom = {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly int: (from: number, to: number) => number;
  /** True with probability `share` (0..1). */
  readonly chance: (share: number) => boolean;
  /** Standard normal: mean 0, deviation 1. */
  readonly normal: () => number;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
  readonly bytes: RandomBytes;
  /** A source of its own for one part of the story, so that a draw more here moves nothing there. */
  readonly fork: (label: string) => SeededRandom;
};

/** FNV-1a, 32 bits: spreads a label over the seed. */
function hashText(text: string, start: number): number {
  let hash = (2166136261 ^ start) >>> 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  }
  return hash;
}

/** Chris Doty-Humphrey's small fast counter (sfc32): 128 bits of state, passes PractRand. */
function createWords(seed: number): () => number {
  let a = hashText('a', seed) | 0;
  let b = hashText('b', seed) | 0;
  let c = hashText('c', seed) | 0;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) word();
  return word;
}

function shuffled<T>(items: readonly T[], next: () => number): readonly T[] {
  const keyed = items.map((item) => ({ item, key: next() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

function fillBytes(length: number, word: () => number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0, bits = 0; at < length; at += 1) {
    bits = at % 4 === 0 ? word() : bits >>> 8;
    bytes[at] = bits & 255;
  }
  return bytes;
}

/** Opens a repeatable source of chance for a whole number as seed. */
export function createSeededRandom(seed: number): SeededRandom {
  const word = createWords(seed >>> 0);
  const next = (): number => word() / 4294967296;
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    // Box and Muller's transform; 1 - next() is never 0, so the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from');
      return item;
    },
    shuffle: (items) => shuffled(items, next),
    bytes: (length) => fillBytes(length, word),
    fork: (label) => createSeededRandom(hashText(label, seed)),
  };
}
