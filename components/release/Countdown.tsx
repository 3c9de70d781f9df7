'use client';

import { useEffect, useState } from 'react';

/** Milliseconds left, or null in server markup and the first client render. */
function useLeft(to: string | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (to === null) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [to]);
  return to === null || now === null ? null : Math.max(0, Date.parse(to) - now);
}

/** Whether the moment has passed. */
export function useEnded(to: string | null): boolean {
  return useLeft(to) === 0;
}

/** Minutes and seconds until a moment: 4:32. Not announced; it would speak every second. */
export function Countdown(props: { to: string }) {
  const left = useLeft(props.to);
  const seconds = left === null ? null : Math.ceil(left / 1000);
  return (
    <span className="num clock" role="timer" aria-live="off">
      {seconds === null
        ? '–:––'
        : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}
    </span>
  );
}
