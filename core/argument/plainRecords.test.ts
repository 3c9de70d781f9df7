import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentLink, ArgumentNode } from './document';
import { LIMITS } from './limits';
import { arePlain } from './plainRecords';
import { recordSchemas } from './schema';
import { arbitraryCase } from './testing/arbitraryCase';

/** What may stand in a field by mistake, or be near the edge of what may. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 0, 1.5, true, [], {}, [''], '\ud800', 'goal', 'a0'),
  fc
    .constantFrom(...[...new Set(Object.values(LIMITS))].filter((max) => max <= 5_000))
    .chain((max) => fc.constantFrom('x'.repeat(max), 'x'.repeat(max + 1))),
  fc.constantFrom<unknown>(
    { '': 'a key without letters' },
    { url: 'https://example.org' },
    { url: 1 },
    { outcome: 'defeated', reason: '' },
    { outcome: 'perhaps', reason: '' },
    { min: 0, max: 1, label: '' },
    { min: 1, max: null, label: 'n', more: 1 },
    { min: 1, of: [], optional: [], supportingOnly: [] },
    { module: 'm', node: 'G1', baseDigest: null, recordId: null, textLeaf: null },
    { module: 'm', node: 'G1', baseDigest: 'abc', recordId: null, textLeaf: null },
    Object.create({ url: 'inherited' }),
    new Map(),
  ),
);

const key = (record: object) => fc.constantFrom(...Object.keys(record), 'unknown');

describe('plain records', () => {
  it('are what cases hold', () => {
    fc.assert(
      fc.property(arbitraryCase(), ({ nodes, links }) => {
        expect(arePlain('nodes', nodes) && arePlain('links', links)).toBe(true);
      }),
      { seed: 20_401, numRuns: 100 },
    );
  });

  it('pass the strict schema, whatever stands in one of their fields', () => {
    let [plain, others] = [0, 0];
    const agree = (isPlain: boolean, passes: boolean) => {
      if (isPlain) expect(passes).toBe(true);
      if (isPlain) plain += 1;
      else others += 1;
    };
    fc.assert(
      fc.property(arbitraryCase(), odd, fc.gen(), ({ nodes, links }, value, draw) => {
        for (const record of nodes.slice(0, 3)) {
          const changed: ArgumentNode = { ...record, [draw(key, record)]: value };
          agree(arePlain('nodes', [changed]), recordSchemas.nodes.safeParse(changed).success);
        }
        for (const record of links.slice(0, 3)) {
          const changed: ArgumentLink = { ...record, [draw(key, record)]: value };
          agree(arePlain('links', [changed]), recordSchemas.links.safeParse(changed).success);
        }
      }),
      { seed: 20_402, numRuns: 300 },
    );
    expect(plain).toBeGreaterThan(50);
    expect(others).toBeGreaterThan(50);
  });

  it('have all fields', () => {
    fc.assert(
      fc.property(arbitraryCase(), fc.gen(), ({ nodes }, draw) => {
        const [first] = nodes;
        if (!first) return;
        const without = { ...first };
        Reflect.deleteProperty(without, draw(key, first));
        expect(arePlain('nodes', [without])).toBe(
          Object.keys(without).length === Object.keys(first).length,
        );
      }),
      { seed: 20_403, numRuns: 60 },
    );
  });
});
