import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CLOSE_REASONS } from './closeReasons';

const WORDS = { stop: 'stops', reload: 'asks to be reloaded', retry: 'tries again' } as const;

describe('the reasons for which a connection ends', () => {
  it('are listed in docs/collaboration.md as they are', async () => {
    const page = await readFile('docs/collaboration.md', 'utf8');
    for (const [name, { status, next, sentence }] of Object.entries(CLOSE_REASONS)) {
      expect(page).toContain(`| ${status} | ${name} | ${WORDS[next]} | ${sentence} |`);
    }
  });
});
