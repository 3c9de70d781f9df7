import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaAround, areaOf, clampInto, detailAt, shownIn, windowOf } from './diagramWindow';

const views = fc.record({
  x: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  y: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  zoom: fc.double({ min: 0.02, max: 2, noNaN: true }),
});
const size = { width: 800, height: 600 };

describe('the window over the diagram', () => {
  it('lies well inside the area that is drawn, which is not much larger', () => {
    fc.assert(
      fc.property(views, (view) => {
        const shown = windowOf(view, size);
        const area = areaAround(view, size);
        expect(area.x).toBeLessThan(shown.x);
        expect(area.y).toBeLessThan(shown.y);
        expect(area.x + area.width).toBeGreaterThan(shown.x + shown.width);
        expect(area.y + area.height).toBeGreaterThan(shown.y + shown.height);
        expect(area.width).toBeLessThan(shown.width * 4);
      }),
    );
  });

  it('keeps the drawn area while it moves a little', () => {
    const areas = Array.from({ length: 100 }, (_, x) => areaAround({ x, y: 0, zoom: 1 }, size));
    const different = new Set(areas.map((area) => JSON.stringify(area)));
    expect(different.size).toBeLessThanOrEqual(2);
  });

  it('draws what it meets, links across it included', () => {
    const box = { role: 'node', layer: 0, hides: 0, width: 10, height: 10 } as const;
    const layout = {
      boxes: [
        { ...box, id: 'in', x: 0, y: 0 },
        { ...box, id: 'out', x: 500, y: 0 },
      ],
      routes: [
        {
          id: 'across',
          kind: 'supported-by' as const,
          from: 'x',
          to: 'y',
          points: [
            { x: -100, y: 5 },
            { x: 600, y: 5 },
          ],
        },
        {
          id: 'away',
          kind: 'supported-by' as const,
          from: 'x',
          to: 'y',
          points: [{ x: 0, y: 99 }],
        },
      ],
      containers: [],
      bounds: { x: 0, y: 0, width: 510, height: 10 },
    };
    const { boxes, routes } = shownIn(layout, { x: -20, y: -20, width: 60, height: 60 });
    expect(boxes.map(({ id }) => id)).toEqual(['in']);
    expect(routes.map(({ id }) => id)).toEqual(['across']);
  });

  it('shows less from further away', () => {
    expect([1, 0.4, 0.1].map(detailAt)).toEqual(['text', 'identifier', 'shape']);
  });

  it('moves no further than it must to show a box', () => {
    expect(clampInto(0, 100, 20, 30, 10)).toBe(0);
    expect(clampInto(0, 100, 95, 30, 10)).toBe(35);
    expect(clampInto(0, 100, -5, 30, 10)).toBe(-15);
    expect(clampInto(0, 100, 0, 300, 10)).toBe(-10);
  });

  it('knows the area that boxes take up together', () => {
    expect(areaOf([])).toBeNull();
    expect(
      areaOf([
        { x: 0, y: 10, width: 5, height: 5 },
        { x: -5, y: 0, width: 5, height: 5 },
      ]),
    ).toEqual({ x: -5, y: 0, width: 10, height: 15 });
  });
});
