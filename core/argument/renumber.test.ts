import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { checkDocument } from '@/core/checks/checkDocument';
import { diffDocuments } from '@/core/diff/diffDocuments';
import { blankCase, blankNode } from './blank';
import { NODE_KINDS } from './document';
import { identifierCounter, nextIdentifier } from './ids';
import { outlineOf } from './outline';
import { renumber, renumbering } from './renumber';
import { readDocument, writeDocument } from './structureDoc';
import { arbitraryCase } from './testing/arbitraryCase';

describe('renumbering', () => {
  it('changes identifiers alone, unique in each module, and below the root not a second time', () => {
    fc.assert(
      fc.property(arbitraryCase(), (drawn) => {
        const document = {
          ...drawn,
          nodes: drawn.nodes.map((node, at) => ({
            ...node,
            // The same name twice, and names that mean nothing.
            identifier: at % 3 === 0 ? 'X' : `${node.identifier}-old`,
          })),
        };
        const doc = new Y.Doc();
        writeDocument(doc, document);
        renumber(doc, renumbering(document), null);
        const { document: after } = readDocument(doc);
        const diff = diffDocuments(document, after);
        expect([...diff.added, ...diff.removed, ...diff.moved, ...diff.facts]).toEqual([]);
        expect(new Set(diff.changed.flatMap(({ fields }) => fields))).toEqual(
          new Set(diff.changed.length > 0 ? ['identifier'] : []),
        );
        const doubled = checkDocument(after).filter(
          ({ rule, node }) => rule === 'identifier-unique' && node !== undefined,
        );
        expect(doubled).toEqual([]);
        // What is parked is read in the order of its names, which is another one now.
        const below = new Set(outlineOf(after).flatMap((row) => (row.parked ? [] : row.node.id)));
        const again = [...renumbering(after).identifiers.keys()].filter((id) => below.has(id));
        expect(again).toEqual([]);
      }),
      { seed: 84, numRuns: 100 },
    );
  });

  it('takes citations of elements of the same case along', () => {
    const [first] = fc.sample(arbitraryCase(1), { seed: 1, numRuns: 1 });
    const target = blankNode({ id: 'a'.repeat(32), kind: 'goal', identifier: 'HC4', module: 'b' });
    const citing = blankNode({
      id: 'b'.repeat(32),
      kind: 'away-goal',
      identifier: 'Q',
      module: 'main',
      away: { module: 'b', node: 'HC4', baseDigest: null, recordId: null, textLeaf: null },
    });
    const { citations } = renumbering({ ...first!, nodes: [...first!.nodes, target, citing] });
    expect(citations.get(citing.id)).toMatchObject({ module: 'b', node: 'G1' });
    // By the name of the module that contains it and offers it, but not by a name given there.
    const outer = { ...citing, away: { ...citing.away!, module: 'outer' } };
    const module = { id: '', kind: 'module', title: '', description: '', annotations: {} } as const;
    const nested = (aliases: Record<string, string>) =>
      renumbering({
        ...first!,
        nodes: [...first!.nodes, target, outer],
        modules: [
          { ...module, name: 'b', within: 'outer' },
          { ...module, name: 'outer', within: '' },
        ],
        interfaces: [
          { id: '', module: 'outer', name: '', description: '', elements: [target.id], aliases },
        ],
      }).citations.get(outer.id);
    expect(nested({})).toMatchObject({ module: 'outer', node: 'G1' });
    expect(nested({ [target.id]: 'HC4x' })).toBeUndefined();
  });

  it('numbers as a newcomer would be numbered, and takes one pass over large cases', () => {
    const next = identifierCounter();
    const used: string[] = [];
    for (const kind of [...NODE_KINDS, ...NODE_KINDS, ...NODE_KINDS]) {
      const identifier = nextIdentifier(kind, used);
      expect(next(kind)).toBe(identifier);
      used.push(identifier);
    }
    const nodes = Array.from({ length: 20_000 }, (_, at) =>
      blankNode({
        id: at.toString(16).padStart(32, '0'),
        kind: 'goal',
        identifier: `X${at}`,
        module: '',
      }),
    );
    const began = performance.now();
    const { identifiers } = renumbering(blankCase({ nodes }));
    expect(identifiers.size).toBe(20_000);
    // A pass over what is taken for each of them took nearly a minute.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
