import type { CaseDocument } from '@/core/argument/document';
import { diagramFile } from '@/core/diagram/diagramSvg';
import type { ExportResult } from '../exportFormats';
import { diagramLosses } from './diagramLosses';

/** The diagram as the workspace draws it, nothing folded, as a picture that needs no other file. */
export function exportSvg(document: CaseDocument): ExportResult {
  const { drawing, svg } = diagramFile(document);
  return { bytes: new TextEncoder().encode(svg), losses: diagramLosses(drawing) };
}
