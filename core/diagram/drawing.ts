/** Everything that an exported diagram shows, with its place: a case document laid out. */

import type { ArgumentNode, CaseDocument, Defeater, Id } from '@/core/argument/document';
import { indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import { citedWords, type CitedWords } from '@/core/argument/statement';
import { diagramOf, type Face } from '@/core/layout/documentLayout';
import { Labels } from '@/core/layout/label';
import { layoutArgument } from '@/core/layout/layoutArgument';
import type { Box, Container, Layout, Rectangle, Route } from '@/core/layout/model';
import { patternMarks } from '@/core/layout/patternMarks';
import { claimPointsByTarget, linkSigns, type LinkSign } from './linkSigns';
import { PLEX_TEXT } from './plexText';
import { unclaimedNodes } from './unclaimedNodes';

export interface DrawnBox {
  box: Box;
  face: Face;
  /** The element, or the doubt that challenges one. */
  of: { node: ArgumentNode } | { defeater: Defeater };
  /** The argument does not rest on it. */
  isOff: boolean;
  /** Identifiers of the claim points on it. */
  claimPoints: string[];
}

export interface DrawnRoute {
  route: Route;
  isOff: boolean;
}

export interface Drawing {
  document: CaseDocument;
  index: ArgumentIndex;
  /** What away elements say that cite something in the case. */
  cited: CitedWords;
  /** Borders of modules, outer ones first. */
  frames: Container[];
  boxes: DrawnBox[];
  /** Paler ones first: lines that leave an element together must not be covered by them. */
  routes: DrawnRoute[];
  signs: LinkSign[];
  /** The whole picture, margins included. */
  area: Rectangle;
  /** Claim points whose element or relationship is not in the argument. */
  lostClaimPoints: string[];
}

/** Room for what hangs below and stands beside the outermost boxes. */
const MARGIN = 36;

/**
 * Lays out a case with nothing folded, with the doubts that somebody raised. Text is measured by a
 * table, so that the drawing is the same on every machine.
 */
export function drawingOf(document: CaseDocument): Drawing {
  const index = indexArgument(document);
  const { input, faces } = diagramOf(document, {
    labels: new Labels(PLEX_TEXT),
    doubts: 'raised',
    collapsed: new Set(),
    index,
  });
  const layout = layoutArgument(input);
  const off = unclaimedNodes(document, index);
  const points = claimPointsByTarget(document);
  const signs = linkSigns(document, layout, patternMarks(document, layout), points, off);
  const boxes = drawnBoxes(document, index, layout, faces, off, points);
  const shown = new Set([...layout.boxes, ...layout.routes].map(({ id }) => id));
  return {
    document,
    index,
    cited: citedWords(document),
    frames: layout.containers,
    boxes,
    routes: layout.routes
      .map((route) => ({ route, isOff: off.has(route.to) }))
      .sort((a, b) => Number(b.isOff) - Number(a.isOff)),
    signs,
    area: {
      x: Math.floor(layout.bounds.x) - MARGIN,
      y: Math.floor(layout.bounds.y) - MARGIN,
      width: Math.ceil(layout.bounds.width) + 2 * MARGIN,
      height: Math.ceil(layout.bounds.height) + 2 * MARGIN,
    },
    lostClaimPoints: [...points].flatMap(([target, names]) => (shown.has(target) ? [] : names)),
  };
}

function drawnBoxes(
  document: CaseDocument,
  index: ArgumentIndex,
  layout: Layout,
  faces: ReadonlyMap<Id, Face>,
  off: ReadonlySet<Id>,
  points: ReadonlyMap<Id, string[]>,
): DrawnBox[] {
  const defeaters = new Map(document.defeaters.map((defeater) => [defeater.id, defeater]));
  return layout.boxes.flatMap((box): DrawnBox[] => {
    const face = faces.get(box.id);
    const node = index.nodes.get(box.id);
    const defeater = defeaters.get(box.id);
    const of = node ? { node } : defeater && { defeater };
    if (!face || !of) return [];
    return [{ box, face, of, isOff: off.has(box.id), claimPoints: points.get(box.id) ?? [] }];
  });
}
