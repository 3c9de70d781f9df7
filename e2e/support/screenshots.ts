import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = 'docs/screenshots';
const SCHEMES = ['light', 'dark'] as const;

/**
 * Takes the page's picture for the documentation, in light and dark. Pictures that are there
 * already stay, unless CASEWRIGHT_SCREENSHOTS=1 asks for new ones: a test run leaves no traces.
 */
export async function picture(page: Page, name: string): Promise<void> {
  for (const scheme of SCHEMES) {
    const path = join(FOLDER, `${name}-${scheme}.png`);
    if (process.env.CASEWRIGHT_SCREENSHOTS !== '1' && existsSync(path)) continue;
    await mkdir(FOLDER, { recursive: true });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }
}
