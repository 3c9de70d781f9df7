/** Routes of challenges: from the challenge, below its element, to the element or relation it aims at. */

import { type Gaps, type Leg, legsBetween } from './channels';
import type { ChallengePlace, Edge, Item } from './item';
import type { Levels } from './levels';
import { drawLegs } from './linkRoutes';
import type { Pen } from './pen';
import type { Id } from '@/core/argument/document';
import type { Point } from './model';
import { bottomAt, gutterOf, leftOf, rightSide, topOf } from './sketch';

/** How far from the link and above its target a challenge of a support link ends. */
const ASIDE = 16;
const ABOVE = 10;

/** A challenge's line before heights are known. */
export interface ChallengeLine {
  id: Id;
  to: Id;
  legs: Leg[];
  /** Points before the first and after the last leg. */
  start: (levels: Levels) => Point[];
  end: (levels: Levels) => Point[];
}

export function drawChallenge(line: ChallengeLine, levels: Levels, pen: Pen): void {
  const [first, ...more] = line.start(levels);
  if (first === undefined) return;
  pen.begin(first.x, first.y);
  for (const { x, y } of more) pen.to(x, y);
  drawLegs(line.legs, levels, pen);
  for (const { x, y } of line.end(levels)) pen.to(x, y);
}

/** All challenges in an element's block. */
export function challengeLines(item: Item, gaps: Gaps): ChallengeLine[] {
  const { challenges } = item.block;
  return challenges.map((place, index) => {
    const { target, challenge } = place.entry;
    const within = (to: Id, start: (levels: Levels) => Point[]): ChallengeLine => ({
      id: challenge.id,
      to,
      legs: [],
      start,
      end: () => [],
    });
    switch (target.kind) {
      case 'item':
        return within(
          target.item.id,
          target.item === item
            ? toElement(item, place, index === 0)
            : toContext(item, target.item, place),
        );
      case 'challenge': {
        const parent = challenges.find((other) => other.entry === target.challenge);
        return within(target.challenge.challenge.id, toChallenge(item, parent ?? place, place));
      }
      case 'link': {
        const { edge } = target;
        if (edge.kind === 'supported-by')
          return { id: challenge.id, to: edge.id, ...toSupportLink(item, edge, place, gaps) };
        return within(
          edge.id,
          edge.from === item ? toOwnContextLinks(item, place) : toContext(item, edge.from, place),
        );
      }
    }
  });
}

/** The middle of the challenge's left side, and the point of its rail beside it. */
function leave(item: Item, place: ChallengePlace, rail: number, levels: Levels): [Point, Point] {
  const y = levels.topOf(item.layer) + place.y + place.height / 2;
  return [
    { x: item.x + place.x, y },
    { x: item.x + rail, y },
  ];
}

function toElement(item: Item, place: ChallengePlace, isFirst: boolean) {
  const rightmost = item.width / 2 - 10;
  const above = Math.min(place.x + place.width / 2, rightmost);
  return (levels: Levels): Point[] => {
    // The first one goes straight up where it stands below the element; the others share the rail.
    if (isFirst && !item.round && above > place.x + 8) {
      const x = item.x + above;
      return [
        { x, y: levels.topOf(item.layer) + place.y },
        { x, y: bottomAt(item, x, levels) },
      ];
    }
    const [side, onRail] = leave(item, place, place.rail, levels);
    return [side, onRail, { x: onRail.x, y: bottomAt(item, onRail.x, levels) }];
  };
}

function toContext(item: Item, context: Item, place: ChallengePlace) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, levels);
    const row = levels.topOf(item.layer) + item.block.challengeRow;
    const gutter = gutterOf(context);
    const head = rightSide(context, levels);
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
function toOwnContextLinks(item: Item, place: ChallengePlace) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, levels);
    const row = levels.topOf(item.layer) + item.block.challengeRow;
    const x = leftOf(item) + item.width + 7;
    const { y } = rightSide(item, levels);
    return [side, onRail, { x: onRail.x, y: row }, { x, y: row }, { x, y }];
  };
}

function toChallenge(item: Item, parent: ChallengePlace, place: ChallengePlace) {
  return (levels: Levels): Point[] => {
    const [side, onRail] = leave(item, place, place.rail, levels);
    const top = levels.topOf(item.layer);
    return [side, onRail, { x: onRail.x, y: top + parent.y + parent.height }];
  };
}

/** Ends at the last stretch of the link, just above its target. */
function toSupportLink(item: Item, edge: Edge, place: ChallengePlace, gaps: Gaps) {
  const { to } = edge;
  const { railDown } = item.block;
  const exit = item.x + railDown;
  const link = edge.legs === null ? to.x : edge.entry;
  const aside = exit < link ? link - ASIDE : link + ASIDE;
  return {
    legs: legsBetween(gaps, { x: exit, channel: item.layer + 1 }, { x: aside, channel: to.layer }),
    start: (levels: Levels): Point[] => leave(item, place, railDown, levels),
    end: (levels: Levels): Point[] => {
      const y = topOf(to, levels) - ABOVE;
      return [
        { x: aside, y },
        { x: link, y },
      ];
    },
  };
}
