import { filledText } from '@/core/argument/parameters';
import { DIAGRAM_TEXT as text } from './diagramText';
import type { Drawing } from './drawing';
import { boxSvg } from './svgBoxes';
import { frameSvg } from './svgFrames';
import { routeSvg, signSvg } from './svgLinks';
import { SVG_STYLE } from './svgStyle';
import { escapeXml } from './xml';

/**
 * A drawing as one SVG element (SVG 1.1): nothing is fetched, nothing runs, and the same case gives
 * the same characters. It may stand in a file of its own or within an HTML page.
 *
 * @param options.hidesText for pictures so small that drawing text is only work
 */
export function diagramSvg(drawing: Drawing, options: { hidesText?: boolean } = {}): string {
  const { document, area } = drawing;
  const { x, y, width, height } = area;
  const title = filledText(document.title, document.parameters) || text.untitled;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="gsn" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="diagram-title diagram-description">`,
    `<title id="diagram-title">${escapeXml(title)}</title>`,
    `<desc id="diagram-description">${escapeXml(descriptionOf(drawing))}</desc>`,
    `<style>${SVG_STYLE}${options.hidesText === true ? '\n.gsn text{display:none}' : ''}</style>`,
    `<rect class="ground" x="${x}" y="${y}" width="${width}" height="${height}"/>`,
    ...drawing.frames.map(frameSvg),
    ...drawing.routes.map(routeSvg),
    ...drawing.signs.map(signSvg),
    ...drawing.boxes.map((box) => boxSvg(box, drawing)),
    '</svg>',
  ].join('\n');
}

/** An SVG element as a file of its own. */
export function svgFile(svg: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

function descriptionOf({ document, index, boxes, routes }: Drawing): string {
  const challenges = boxes.filter(({ of }) => 'defeater' in of).length;
  const links = routes.filter(({ route }) => route.kind !== 'challenges').length;
  const counts = text.description(boxes.length - challenges, links, challenges);
  const root = document.root === null ? undefined : index.nodes.get(document.root);
  if (root === undefined) return counts;
  return `${counts} ${root.identifier}: ${filledText(root.text, document.parameters)}`;
}
