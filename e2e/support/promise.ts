import type { JSHandle, Page } from '@playwright/test';

/** What a page promised: the words its field held in the last frame that also said "Saved". */
export interface Promised {
  words: string;
  frames: number;
}

/** Follows, frame by frame, what a page tells its author is saved. */
export function recordPromises(page: Page, field: string): Promise<JSHandle<Promised>> {
  return page.evaluateHandle((selector) => {
    const promised: Promised = { words: '', frames: 0 };
    const look = () => {
      const input = document.querySelector(selector);
      if (
        document.querySelector('[data-save-state=saved]') &&
        input instanceof HTMLTextAreaElement
      ) {
        promised.words = input.value;
        promised.frames += 1;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return promised;
  }, field);
}
