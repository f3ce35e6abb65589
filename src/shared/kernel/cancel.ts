/**
 * The part of AbortSignal that both Node and the DOM have; `shared/` knows neither.
 * Any AbortSignal fits.
 */
export type CancelSignal = {
  readonly aborted: boolean;
  readonly addEventListener: (type: 'abort', listener: () => void) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
};
