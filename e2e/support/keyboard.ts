import { expect, type Locator, type Page } from '@playwright/test';

/** More presses of Tab than any page here needs. */
const MOST_STOPS = 120;

/** A person who has no mouse: keys, and a look at where they lead. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Presses keys one after another; the focus must be somewhere after each. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.expectFocus(key);
    }
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** Tabs until something has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await has(target)) return;
      await this.page.keyboard.press(key);
    }
    await expect(target, `reached by ${key}`).toBeFocused();
  }

  /** Somebody without a mouse who is at the body starts again at the top of the page. */
  private async expectFocus(key: string): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => document.activeElement?.tagName ?? 'nothing'), {
        message: `focus after ${key}`,
      })
      .not.toBe('BODY');
  }
}

function has(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
