/** What stands on the lines of a diagram: pattern marks, claim points, crosses of what is defeated. */

import type { CaseDocument, Id, Multiplicity } from '@/core/argument/document';
import type { Layout, Point, Route } from '@/core/layout/model';
import type { PatternMark } from '@/core/layout/patternMarks';

export interface LinkSign {
  kind: 'choice' | 'optional' | 'repeated' | 'claim-point' | 'cross';
  /** Its middle. */
  at: Point;
  /** What is written beside it. */
  words: string;
  /** Whether the line runs across where it stands. */
  isLevel: boolean;
  isOff: boolean;
}

/** How far before a head things stand on a line: balls first, then squares and crosses. */
const BALL = 21;
const ALONE = 17;
const BESIDE_BALL = 33;

/**
 * The signs of all links: the marks of patterns, what authors say of one link's multiplicity (GSN v3
 * 1:3.2.2), assurance claim points (1:5.1) and the crosses of defeated relationships (Table 1:6-1).
 *
 * @param claimPoints identifiers by the link they stand on
 */
export function linkSigns(
  document: CaseDocument,
  layout: Layout,
  patterns: readonly PatternMark[],
  claimPoints: ReadonlyMap<Id, readonly string[]>,
  off: ReadonlySet<Id>,
): LinkSign[] {
  const links = new Map(document.links.map((link) => [link.id, link]));
  const marked = new Set(patterns.flatMap(({ id, kind }) => (kind === 'choice' ? [] : id)));
  const signs = patterns.map(({ kind, at, words, about }): LinkSign => {
    return { kind, at, words, isLevel: false, isOff: off.has(about) };
  });
  for (const route of layout.routes) {
    const link = links.get(route.id);
    if (route.kind === 'challenges' || link === undefined) continue;
    const isOff = off.has(route.to);
    const isLevel = endsLevel(route);
    if (link.multiplicity && !marked.has(link.id)) {
      marked.add(link.id);
      signs.push({
        ...multiplicitySign(link.multiplicity),
        at: beforeHead(route, BALL),
        isLevel,
        isOff,
      });
    }
    const at = beforeHead(route, marked.has(link.id) ? BESIDE_BALL : ALONE);
    const words = (claimPoints.get(link.id) ?? []).join(', ');
    if (words !== '') signs.push({ kind: 'claim-point', at, words, isLevel, isOff });
    if (link.defeat?.outcome === 'defeated')
      signs.push({ kind: 'cross', at, words: '', isLevel, isOff });
  }
  return signs;
}

function multiplicitySign({ min, max, label }: Multiplicity): Pick<LinkSign, 'kind' | 'words'> {
  if (min === 0 && max === 1) return { kind: 'optional', words: label };
  const range =
    max === null ? (min > 1 ? `${min} or more` : '') : min === max ? `${min}` : `${min} to ${max}`;
  return { kind: 'repeated', words: [label, range].filter(Boolean).join(', ') };
}

/** A point on the last stretch of a line, this far from its head where it is long enough. */
function beforeHead({ points }: Route, distance: number): Point {
  const [before, head] = points.slice(-2);
  if (before === undefined || head === undefined) return { x: 0, y: 0 };
  const length = Math.hypot(head.x - before.x, head.y - before.y);
  const share = length === 0 ? 0 : Math.min(1, distance / length);
  return {
    x: head.x + (before.x - head.x) * share,
    y: head.y + (before.y - head.y) * share,
  };
}

function endsLevel({ points }: Route): boolean {
  const [before, head] = points.slice(-2);
  return before !== undefined && head !== undefined && before.y === head.y;
}

/** Identifiers of claim points by the element or link that they stand on. */
export function claimPointsByTarget({ claimPoints }: CaseDocument): Map<Id, string[]> {
  const points = new Map<Id, string[]>();
  for (const { identifier, target } of claimPoints) {
    const id = 'node' in target ? target.node : target.link;
    points.set(id, [...(points.get(id) ?? []), identifier]);
  }
  return points;
}
