import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = ['cli', 'core'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

// By its own name z all of it is bundled, the messages of fifty languages too: four fifths of what a
// command would load.
it('takes of the schema library what is used', () => {
  const whole = sources.filter((path) =>
    /^import (?:z\b|\{[^}]*\bz\b[^}]*\}) from 'zod'/m.test(readFileSync(path, 'utf8')),
  );
  expect(whole).toEqual([]);
});
