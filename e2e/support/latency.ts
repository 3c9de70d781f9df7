import type { JSHandle, Page } from '@playwright/test';

/** When each keystroke was pressed in one page, by the machine's clock, in milliseconds. */
export function recordPresses(page: Page): Promise<JSHandle<number[]>> {
  return page.evaluateHandle(() => {
    const times: number[] = [];
    window.addEventListener('keydown', () => times.push(Date.now()), { capture: true });
    return times;
  });
}

/** First frames that showed what a colleague typed: entry k for its first k + 1 characters. */
export interface Sightings {
  field: number[];
  row: number[];
}

/** What to look for, where. Selectors, because it is looked up in every frame. */
export interface Watched {
  field: string;
  row: string;
  /** Stands right before what is typed. */
  marker: string;
  typed: string;
}

/** Notes the first animation frame in which a page shows each character of what is typed. */
export function watchFrames(page: Page, watched: Watched): Promise<JSHandle<Sightings>> {
  return page.evaluateHandle(({ field, row, marker, typed }) => {
    const seen: Sightings = { field: [], row: [] };
    const note = (times: number[], words: string, now: number) => {
      while (
        times.length < typed.length &&
        words.includes(marker + typed.slice(0, times.length + 1))
      )
        times.push(now);
    };
    const look = () => {
      const now = Date.now();
      const input = document.querySelector(field);
      if (input instanceof HTMLTextAreaElement) note(seen.field, input.value, now);
      note(seen.row, document.querySelector(row)?.textContent ?? '', now);
      if (Math.min(seen.field.length, seen.row.length) < typed.length) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return seen;
  }, watched);
}

/** Waits until a page showed at least `count` characters in both places. */
export async function untilSeen(
  page: Page,
  sightings: JSHandle<Sightings>,
  count: number,
): Promise<void> {
  await page.waitForFunction(
    ([seen, wanted]) => Math.min(seen.field.length, seen.row.length) >= wanted,
    [sightings, count] as const,
  );
}

export interface Figures {
  median: number;
  p95: number;
  most: number;
  count: number;
}

/** Median, 95th percentile (nearest rank) and greatest of some milliseconds. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((x, y) => x - y);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), most: at(1), count: sorted.length };
}
