import type { ArgumentLink, Id } from '@/core/argument/document';
import type { Box, Rectangle } from '@/core/layout/model';

/** Elements of a diagram that belong to another module: shown, and not to be changed here. */
export interface ForeignModule {
  /** What stands in the corner of its border. */
  name: string;
  ids: ReadonlySet<Id>;
  /** Places among them whose words are withheld. */
  withheld: ReadonlySet<Id>;
}

/** Between the border of a module and what stands in it; above, room for its name. */
const MARGIN = 14;
const HEAD = 24;

/**
 * The borders to draw around foreign elements: one around each part of the module that hangs together
 * in what is drawn.
 */
export function moduleFrames(
  boxes: readonly Box[],
  links: readonly Pick<ArgumentLink, 'from' | 'to'>[],
  foreign: ReadonlySet<Id>,
): Rectangle[] {
  const drawn = new Map(boxes.filter(({ id }) => foreign.has(id)).map((box) => [box.id, box]));
  const beside = new Map<Id, Id[]>();
  for (const { from, to } of links) {
    if (!drawn.has(from) || !drawn.has(to)) continue;
    beside.set(from, [...(beside.get(from) ?? []), to]);
    beside.set(to, [...(beside.get(to) ?? []), from]);
  }
  const seen = new Set<Id>();
  const frames: Rectangle[] = [];
  for (const start of drawn.keys()) {
    if (seen.has(start)) continue;
    const part: Box[] = [];
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const box = drawn.get(id);
      if (box === undefined || seen.has(id)) continue;
      seen.add(id);
      part.push(box);
      open.push(...(beside.get(id) ?? []));
    }
    frames.push(around(part));
  }
  return frames;
}

function around(boxes: readonly Box[]): Rectangle {
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - HEAD;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
