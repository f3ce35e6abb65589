import { useEffect, useState } from 'react';

const stepMs = 20_000;

/**
 * The time, again every twenty seconds and whenever `reason` changes; for words such as
 * "2 minutes ago". Asks nobody but the clock.
 */
export function useNow(reason: unknown): number {
  const [now, setNow] = useState(() => Date.now());
  const [seen, setSeen] = useState(reason);
  if (seen !== reason) {
    setSeen(reason);
    setNow(Date.now());
  }
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), stepMs);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
