'use client';

import { useEffect, useState } from 'react';
import { formatDate, formatInstant, relativeTime, type DateStyle } from './dates';

const EVERY_MS = 30_000;

/**
 * A moment, relative, with the absolute on hover. Server and first client render agree: they use
 * `now` when the server gave one and the absolute date otherwise; afterwards the words keep up
 * with the clock.
 */
export function Time(props: { at: string; now?: string | undefined }) {
  const { at } = props;
  const [now, setNow] = useState(props.now);
  useEffect(() => {
    const tick = () => setNow(new Date().toISOString());
    tick();
    const timer = setInterval(tick, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {now === undefined ? formatDate(at) : relativeTime(at, now)}
    </time>
  );
}

/** A date as such. */
export function DateOf(props: { at: string; style?: DateStyle | undefined }) {
  return (
    <time dateTime={props.at} title={props.at.length > 10 ? formatInstant(props.at) : undefined}>
      {formatDate(props.at, props.style)}
    </time>
  );
}
