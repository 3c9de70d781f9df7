import type { CaseDocument } from '@/core/argument/document';
import { diagramSvg, svgFile } from '@/core/diagram/diagramSvg';
import { drawingOf } from '@/core/diagram/drawing';
import type { ExportResult } from '../exportFormats';
import { diagramLosses } from './diagramLosses';

/** The diagram as the workspace draws it, nothing folded, as a picture that needs no other file. */
export function exportSvg(document: CaseDocument): ExportResult {
  const drawing = drawingOf(document);
  const file = svgFile(diagramSvg(drawing));
  return { bytes: new TextEncoder().encode(file), losses: diagramLosses(drawing) };
}
