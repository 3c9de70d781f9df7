import { expect, it } from 'vitest';
import { countingIds } from '@/core/argument/ids';
import { indexArgument, outlineOf } from '@/core/argument/outline';
import { layoutArgument } from '@/core/layout/layoutArgument';
import { compositeOf } from '@/core/supplement/composite';
import { pinnedDocument } from '@/core/supplement/pin';
import { SAMPLE_BASE, SAMPLE_LINES } from '@/core/supplement/sampleBase.fixture';
import { builtInTemplate } from '@/core/templates/templates';
import { moduleBorders, type ModuleBorder } from './diagramModules';

const own = pinnedDocument(builtInTemplate('hospital-supplement', countingIds()), SAMPLE_BASE);
const { document, base } = compositeOf(own, SAMPLE_BASE, SAMPLE_LINES);
const index = indexArgument(document);
const argument = { index, rows: outlineOf(document, index) };
const { boxes } = layoutArgument({
  root: document.root,
  nodes: document.nodes.map(({ id }) => ({ id, width: 120, height: 60, left: 0, right: 0 })),
  links: document.links,
  challenges: [],
  collapsed: new Set(),
  folds: [],
});

/** Whether a point lies inside a border: a ray to the left crosses it an odd number of times. */
function isInside(border: ModuleBorder, x: number, y: number): boolean {
  const crossings = border.filter((from, at) => {
    const to = border[(at + 1) % border.length] ?? from;
    return from.y > y !== to.y > y && from.x < x;
  });
  return crossings.length % 2 === 1;
}

it('draws a border around everything foreign and nothing else', () => {
  const borders = moduleBorders(boxes, argument, base);
  expect(borders.length).toBeGreaterThan(0);
  for (const { id, x, y, width, height } of boxes) {
    const inside = borders.some((border) => isInside(border, x + width / 2, y + height / 2));
    expect(inside, document.nodes.find((node) => node.id === id)?.identifier).toBe(base.has(id));
  }
});

it('draws none where nothing is foreign', () => {
  expect(moduleBorders(boxes, argument, new Set())).toEqual([]);
});
