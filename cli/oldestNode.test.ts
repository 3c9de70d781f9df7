import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blankLink, blankNode } from '@/core/argument/blank';
import { ranksFrom } from '@/core/argument/rank';
import { countingIds } from '@/core/argument/ids';
import { exportCasewrightJson } from '@/core/formats/casewrightJson';
import { builtInTemplate } from '@/core/templates/templates';

/** What Node 20.9, the oldest that the command line promises to run on, does not have yet. */
const LATER = `data:text/javascript,
for (const [of, names] of [
  [Map, ['groupBy']], [Object, ['groupBy']], [Promise, ['withResolvers', 'try']],
  [Array, ['fromAsync']], [RegExp, ['escape']],
  [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf',
    'isSupersetOf', 'isDisjointFrom']],
  [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'take', 'drop',
    'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find']],
]) for (const name of names) delete of[name];
delete globalThis.Iterator;`;

const folder = mkdtempSync(join(tmpdir(), 'casewright-oldest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A case of so many goals in a row of strategies: large enough for a thread of its own. */
function written(name: string, wide: number): string {
  const document = builtInTemplate('hospital-supplement', countingIds());
  const root = document.root ?? '';
  const ranks = ranksFrom(wide);
  const ids = countingIds(1_000_000);
  const goals = ranks.map((_, at) =>
    blankNode({ id: ids(), kind: 'goal', identifier: `X${at}`, module: document.module }),
  );
  const links = goals.map(({ id }, at) =>
    blankLink({ id: ids(), kind: 'supported-by', from: root, to: id, rank: ranks[at] ?? '' }),
  );
  const path = join(folder, name);
  const nodes = [...document.nodes, ...goals];
  writeFileSync(
    path,
    exportCasewrightJson({ ...document, nodes, links: [...document.links, ...links] }),
  );
  return path;
}

describe('the command line on the oldest Node', () => {
  const small = written('small.json', 1);
  const large = written('large.json', 2_500);
  const formats = ['markdown', 'html', 'mermaid', 'csv', 'svg', 'gsn2x', 'ltac', 'tea', 'sacm'];
  it.each([
    ...formats.map((format) => `export ${small} --format ${format}`),
    `check ${small}`,
    `diff ${small} ${large}`,
    `freeze ${small}`,
    `layout ${large}`,
  ])('runs %s', (line) => {
    const args = ['--import', LATER, 'cli/casewright.mjs', ...line.split(' ')];
    const { status, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      maxBuffer: 1e9,
      timeout: 60_000,
    });
    expect(stderr).not.toContain('is not a function');
    expect([0, 1]).toContain(status);
  });

  it('pushes as far as nobody answers', () => {
    const where = ['--case', 'a'.repeat(32), '--to', 'http://127.0.0.1:1'];
    const args = ['--import', LATER, 'cli/casewright.mjs', 'evidence', 'push', small, ...where];
    const { status, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, CASEWRIGHT_TOKEN: 'x'.repeat(40) },
    });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'error - Nobody answers at 127.0.0.1:1.\n',
    });
  });
});
