/** What `casewright layout FILE` says: node boxes and edge routes of the diagram. */

import type { CaseDocument, NodeKind } from '@/core/argument/document';
import { diagramOf } from '@/core/layout/documentLayout';
import { ESTIMATED_TEXT, Labels } from '@/core/layout/label';
import { layoutArgument } from '@/core/layout/layoutArgument';
import type { BoxRole, Container, Point, RouteKind } from '@/core/layout/model';

export interface LayoutReport {
  /** Size of the drawing; all coordinates count from its top left corner, in pixels. */
  width: number;
  height: number;
  boxes: {
    id: string;
    identifier: string;
    kind: NodeKind | 'challenge';
    role: BoxRole;
    layer: number;
    x: number;
    y: number;
    width: number;
    height: number;
    /** Elements that are folded into this one. */
    hides: number;
  }[];
  /** Borders of modules. */
  containers: Container[];
  routes: { id: string; kind: RouteKind; from: string; to: string; points: Point[] }[];
}

/** Lays out a document with estimated text widths: the same on every machine. */
export function layoutReport(document: CaseDocument): LayoutReport {
  const { input } = diagramOf(document, { labels: new Labels(ESTIMATED_TEXT), doubts: 'raised' });
  const { boxes, routes, containers, bounds } = layoutArgument(input);
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const defeaters = new Map(document.defeaters.map((defeater) => [defeater.id, defeater]));
  return {
    width: bounds.width,
    height: bounds.height,
    boxes: boxes.map((box) => {
      const node = nodes.get(box.id);
      const identifier = (node ?? defeaters.get(box.id))?.identifier ?? box.id;
      const { id, role, layer, width, height, hides } = box;
      const [x, y] = [box.x - bounds.x, box.y - bounds.y];
      return {
        id,
        identifier,
        kind: node?.kind ?? 'challenge',
        role,
        layer,
        x,
        y,
        width,
        height,
        hides,
      };
    }),
    containers: containers.map((container) => ({
      ...container,
      x: container.x - bounds.x,
      y: container.y - bounds.y,
    })),
    routes: routes.map((route) => ({
      ...route,
      points: route.points.map(({ x, y }) => ({ x: x - bounds.x, y: y - bounds.y })),
    })),
  };
}

/** The report in lines for people. */
export function layoutLines(report: LayoutReport): string[] {
  const boxes = report.boxes.map(
    (box) =>
      `${box.identifier}\t${box.kind}\tx ${box.x}\ty ${box.y}\t${box.width} × ${box.height}` +
      (box.hides > 0 ? `\thides ${box.hides}` : ''),
  );
  const counts = `${report.boxes.length} boxes, ${report.routes.length} routes`;
  return [...boxes, `${counts}, ${report.width} × ${report.height}`];
}
