import { useEffect, useState } from 'react';

/** A value once it has rested this long, in milliseconds; the one before it stays meanwhile. Null is taken at once. */
export function useRested<T>(value: T | null, pause: number): T | null {
  const [rested, setRested] = useState<T | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), value === null ? 0 : pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return value === null ? null : rested;
}
