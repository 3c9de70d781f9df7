import type { CaseDocument } from '@/core/argument/document';
import { diagramSvg, svgFile } from '@/core/diagram/diagramSvg';
import { drawingOf, type Drawing } from '@/core/diagram/drawing';
import type { Rectangle } from '@/core/layout/model';
import type { ExportLoss, ExportResult } from '../exportFormats';
import { diagramLosses } from '../svg/diagramLosses';

/**
 * Turns an SVG into the bytes of a PNG, `scale` times its size. It needs a rasteriser and typefaces
 * loaded, each runtime in its own way; on the command line see cli/rasterise.
 */
export type Rasterise = (svg: string, scale: number) => Promise<Uint8Array>;

/** Pixels for each unit of the drawing: sharp on a dense screen and in print. */
const DENSITY = 2;
/** The most that a picture may have, 64 megapixels. */
const MOST_PIXELS = 64 * 1024 * 1024;
/** More than this in one direction is more than common programs open. */
const LONGEST_SIDE = 32_767;
/** Text of 12 pixels drawn smaller than this is a row of dots, and takes most of the time. */
const LEGIBLE = 0.4;

/** Letters and pictures beyond Latin, Greek and Cyrillic, which the bundled typefaces lack. */
const NOT_DRAWN =
  /(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Common})\p{L}|\p{Emoji_Presentation}/u;

/**
 * The diagram as a picture. What is too large is drawn smaller and listed as a loss, and so are
 * statements that are cut: unlike an SVG, a PNG has no titles that hold the rest.
 */
export async function exportPng(
  document: CaseDocument,
  rasterise: Rasterise,
): Promise<ExportResult> {
  const drawing = drawingOf(document);
  const scale = pictureScale(drawing.area);
  const hidesText = scale < LEGIBLE;
  const losses: ExportLoss[] = [];
  if (scale < DENSITY) {
    const percent = Math.max(1, Math.floor(scale * 100));
    const message = `The picture would be too large; it is drawn at ${percent} % of the diagram's size.`;
    losses.push({ path: '', message });
  }
  if (hidesText)
    losses.push({ path: 'nodes', message: 'At this size no text could be read; none is drawn.' });
  else losses.push(...textLosses(drawing));
  const svg = svgFile(diagramSvg(drawing, { hidesText }));
  return { bytes: await rasterise(svg, scale), losses: [...losses, ...diagramLosses(drawing)] };
}

/** Texts of which not everything can be read. */
function textLosses(drawing: Drawing): ExportLoss[] {
  const losses: ExportLoss[] = [];
  for (const { face, of } of drawing.boxes) {
    const [list, element] = 'node' in of ? ['nodes', of.node] : ['defeaters', of.defeater];
    const path = `${list}.${element.identifier}.text`;
    if (face.label.isCut) losses.push({ path, message: 'The text is cut.' });
    if (NOT_DRAWN.test([face.label.identifier, ...face.label.lines].join(' ')))
      losses.push({ path, message: 'The text has letters that are drawn as empty boxes.' });
  }
  return losses;
}

/** How much larger than its drawing a picture is made: {@link DENSITY}, or as much as the limits allow. */
export function pictureScale({ width, height }: Pick<Rectangle, 'width' | 'height'>): number {
  return Math.min(
    DENSITY,
    Math.sqrt(MOST_PIXELS / (width * height)),
    LONGEST_SIDE / Math.max(width, height),
  );
}
