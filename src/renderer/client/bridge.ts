import type { LecternBridge } from '../../shared/contract/shell';

declare global {
  // Only an interface can be added to: this is how the DOM's own `Window` gets one more member.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    /** Placed by the preload script; the only door out of the page. */
    readonly lectern: LecternBridge;
  }
}

/** The door to engine and shell. Read at each call, so that a test can put another one there. */
export function bridge(): LecternBridge {
  return window.lectern;
}
