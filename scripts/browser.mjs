import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * Where the browser for tests is: Playwright's own when it is installed, CHROMIUM_PATH, the
 * system's Chromium, else Debian's package when we may install it. Ends the process with the one
 * command to run when there is none.
 */
export function browserPath() {
  const candidates = [
    chromium.executablePath(),
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return found;
  const debian = process.platform === 'linux' && existsSync('/usr/bin/apt-get');
  if (debian && process.getuid?.() === 0) {
    console.error('Installing Chromium for the browser tests …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  }
  console.error(
    debian
      ? 'The browser tests need Chromium. Run: sudo apt-get install -y chromium'
      : 'The browser tests need Chromium. Run: npx playwright install chromium',
  );
  process.exit(1);
}
