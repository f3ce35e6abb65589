import { wakeSync } from '../client';

/**
 * Tells the engine when a network is there again and when the window is looked at again, which is
 * often the moment a computer was opened. Returns the way out.
 */
export function startWaking(): () => void {
  const wake = () => void wakeSync();
  const look = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', look);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', look);
  };
}
