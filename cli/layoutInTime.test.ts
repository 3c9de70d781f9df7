import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '@/core/argument/document';
import { builtInTemplate } from '@/core/templates/templates';
import { busiestNode, layoutInTime } from './layoutInTime';
import { layoutReport } from './layoutReport';

/** The template's argument many times over below one root: more than is laid out at once. */
function manyTimes(times: number): CaseDocument {
  const document = builtInTemplate('scheming');
  const copies = Array.from({ length: times }, (_, copy) => copy);
  return {
    ...document,
    nodes: copies.flatMap((copy) =>
      document.nodes.map((node) => ({ ...node, id: `${copy} ${node.id}` })),
    ),
    links: copies.flatMap((copy) =>
      document.links.map((link) => ({
        ...link,
        id: `${copy} ${link.id}`,
        from: `${copy} ${link.from}`,
        to: `${copy} ${link.to}`,
      })),
    ),
    root: `0 ${document.root ?? ''}`,
    defeaters: [],
  };
}

describe('a layout with a deadline', () => {
  it('is the same from a thread of its own', async () => {
    const document = manyTimes(30);
    expect(await layoutInTime(document, 60)).toEqual(layoutReport(document));
  });

  it('is given up when the deadline passes', async () => {
    expect(await layoutInTime(manyTimes(30), 0.001)).toBeNull();
  });

  it('needs no deadline for a small document', async () => {
    const document = builtInTemplate('scheming');
    expect(await layoutInTime(document, 0.001)).toEqual(layoutReport(document));
  });

  it('says where to look', () => {
    const document = builtInTemplate('scheming');
    const [first, second] = document.nodes;
    const links = ['x', 'y'].map((id) => ({
      ...document.links[0]!,
      id,
      to: second!.id,
      from: first!.id,
    }));
    expect(busiestNode({ ...document, links })).toEqual({ node: first, links: 2 });
    expect(busiestNode({ ...document, nodes: [], links })).toBeNull();
  });
});
