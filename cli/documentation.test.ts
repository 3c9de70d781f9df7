import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, PICTURE_FORMATS } from '@/core/formats/exportFormats';
import { COMMANDS } from './commands';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'command-line.md'), 'utf8');

describe('docs/command-line.md', () => {
  it('shows every command and every exit code', () => {
    for (const { name, exits } of COMMANDS) {
      expect(page).toContain(`casewright ${name} `);
      for (const code of Object.keys(exits)) expect(page).toContain(`\n| ${code} | `);
    }
  });

  it('shows every format that is written for people', () => {
    for (const { id, readable } of [...EXPORT_FORMATS, ...PICTURE_FORMATS])
      if (!readable || id === 'casewright') expect(page).toContain(`\n| \`${id}\` | `);
  });
});
