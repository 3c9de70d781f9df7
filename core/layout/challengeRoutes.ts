/** Routes of challenges: from the challenge, below its element, to the element or relation it aims at. */

import type { ChallengePlace } from './block';
import { type Gaps, type Levels, legsBetween } from './channels';
import type { Edge, Item } from './item';
import type { Entries } from './linkRoutes';
import type { Point } from './model';
import type { Draft, Sketch } from './sketch';

/** How far from the link and above its target a challenge of a support link ends. */
const ASIDE = 16;
const ABOVE = 10;

/** All challenges in an element's block. */
export function draftChallenges(item: Item, sketch: Sketch, gaps: Gaps, entries: Entries): Draft[] {
  const { challenges } = sketch.block(item);
  return challenges.map((place, index) => {
    const { target, challenge } = place.entry;
    const shared = { id: challenge.id, kind: 'challenges', from: challenge.id } as const;
    switch (target.kind) {
      case 'item': {
        const points =
          target.item === item
            ? toElement(item, place, index === 0, sketch)
            : toContext(item, target.item, place, sketch);
        return { ...shared, to: target.item.id, legs: [], start: points, end: () => [] };
      }
      case 'context': {
        const { from } = target.edge;
        const points =
          from === item
            ? toOwnContextLinks(item, place, sketch)
            : toContext(item, from, place, sketch);
        return { ...shared, to: target.edge.id, legs: [], start: points, end: () => [] };
      }
      case 'challenge': {
        const parent = challenges.find((other) => other.entry === target.challenge);
        const points = toChallenge(item, parent ?? place, place, sketch);
        const to = target.challenge.challenge.id;
        return { ...shared, to, legs: [], start: points, end: () => [] };
      }
      case 'support':
        return {
          ...shared,
          to: target.edge.id,
          ...toSupportLink(item, target.edge, place, sketch, gaps, entries),
        };
    }
  });
}

/** The middle of the challenge's left side, and the point of its rail beside it. */
function leave(
  item: Item,
  place: ChallengePlace,
  rail: number,
  sketch: Sketch,
  levels: Levels,
): [Point, Point] {
  const x = sketch.centre(item);
  const y = (levels.layerTops[item.layer] ?? 0) + place.y + place.height / 2;
  return [
    { x: x + place.x, y },
    { x: x + rail, y },
  ];
}

function toElement(item: Item, place: ChallengePlace, isFirst: boolean, sketch: Sketch) {
  const rightmost = item.width / 2 - 10;
  const above = Math.min(place.x + place.width / 2, rightmost);
  return (levels: Levels): Point[] => {
    // The first one goes straight up where it stands below the element; the others share the rail.
    if (isFirst && !item.round && above > place.x + 8) {
      const x = sketch.centre(item) + above;
      const y = (levels.layerTops[item.layer] ?? 0) + place.y;
      return [{ x, y }, sketch.bottomAt(item, x, levels)];
    }
    const [side, onRail] = leave(item, place, place.rail, sketch, levels);
    return [side, onRail, sketch.bottomAt(item, onRail.x, levels)];
  };
}

function toContext(item: Item, context: Item, place: ChallengePlace, sketch: Sketch) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, sketch, levels);
    const row = (levels.layerTops[item.layer] ?? 0) + sketch.block(item).challengeRow;
    const gutter = sketch.gutter(context);
    const head = sketch.rightSide(context, levels);
    return [
      side,
      onRail,
      { x: onRail.x, y: row },
      { x: gutter, y: row },
      { x: gutter, y: head.y },
      head,
    ];
  };
}

/** Ends on the stretch that all context links of the element share. */
function toOwnContextLinks(item: Item, place: ChallengePlace, sketch: Sketch) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, sketch, levels);
    const row = (levels.layerTops[item.layer] ?? 0) + sketch.block(item).challengeRow;
    const box = sketch.box(item, levels);
    const x = box.x + box.width + 7;
    const { y } = sketch.rightSide(item, levels);
    return [side, onRail, { x: onRail.x, y: row }, { x, y: row }, { x, y }];
  };
}

function toChallenge(item: Item, parent: ChallengePlace, place: ChallengePlace, sketch: Sketch) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, sketch, levels);
    const top = levels.layerTops[item.layer] ?? 0;
    return [side, onRail, { x: onRail.x, y: top + parent.y + parent.height }];
  };
}

/** Ends at the last stretch of the link, just above its target. */
function toSupportLink(
  item: Item,
  edge: Edge,
  place: ChallengePlace,
  sketch: Sketch,
  gaps: Gaps,
  entries: Entries,
): Pick<Draft, 'legs' | 'start' | 'end'> {
  const { railDown } = sketch.block(item);
  const exit = sketch.centre(item) + railDown;
  const link = entries.get(edge) ?? sketch.centre(edge.to);
  const aside = exit < link ? link - ASIDE : link + ASIDE;
  return {
    legs: legsBetween(
      gaps,
      { x: exit, channel: item.layer + 1 },
      { x: aside, channel: edge.to.layer },
    ),
    start: (levels) => leave(item, place, railDown, sketch, levels),
    end: (levels) => {
      const y = sketch.box(edge.to, levels).y - ABOVE;
      return [
        { x: aside, y },
        { x: link, y },
      ];
    },
  };
}
