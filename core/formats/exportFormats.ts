import type { CaseDocument } from '@/core/argument/document';
import { exportCasewrightJson } from './casewrightJson';
import { exportSacm } from './sacm/exportSacm';
import { exportTea } from './tea/exportTea';
import { exportGsn2x } from './gsn2x/exportGsn2x';
import { exportLtac } from './ltac/exportLtac';
import { exportCsv } from './csv/exportCsv';
import { exportHtml } from './html/exportHtml';
import { exportMarkdown } from './markdown/exportMarkdown';
import { exportMermaid } from './mermaid/exportMermaid';
import { exportPng, type Rasterise } from './png/exportPng';
import { exportSvg } from './svg/exportSvg';

/** Something of the case that a format has no place for, and so is not in the file. */
export interface ExportLoss {
  /**
   * Where in the case: `nodes.G1.reach`, `facts.window`; identifiers where there are any, empty for the
   * whole.
   */
  path: string;
  message: string;
}

export interface ExportResult {
  bytes: Uint8Array;
  /** Empty when everything is in the file. */
  losses: ExportLoss[];
}

export interface ExportFormat {
  id: string;
  title: string;
  /** Ending of file names, without the dot. */
  extension: string;
  mediaType: string;
  /** Whether reading the file again gives the case back, losses aside. */
  readable: boolean;
  write: (document: CaseDocument) => ExportResult;
}

/** What a case can be written as. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    id: 'casewright',
    title: 'Casewright JSON',
    extension: 'json',
    mediaType: 'application/json',
    readable: true,
    write: (document) => ({ bytes: exportCasewrightJson(document), losses: [] }),
  },
  {
    id: 'tea',
    title: 'TEA JSON 1.0',
    extension: 'json',
    mediaType: 'application/json',
    readable: true,
    write: exportTea,
  },
  {
    id: 'sacm',
    title: 'SACM 2.3 XML',
    extension: 'xml',
    mediaType: 'application/xml',
    readable: true,
    write: exportSacm,
  },
  {
    id: 'gsn2x',
    title: 'GSN YAML (gsn2x)',
    extension: 'gsn.yaml',
    mediaType: 'application/yaml',
    readable: true,
    write: exportGsn2x,
  },
  {
    id: 'ltac',
    title: 'LTAC text',
    extension: 'ltac',
    mediaType: 'text/plain',
    readable: true,
    write: exportLtac,
  },
  {
    id: 'markdown',
    title: 'Markdown',
    extension: 'md',
    mediaType: 'text/markdown',
    readable: false,
    write: exportMarkdown,
  },
  {
    id: 'html',
    title: 'Web page (HTML)',
    extension: 'html',
    mediaType: 'text/html',
    readable: false,
    write: exportHtml,
  },
  {
    id: 'mermaid',
    title: 'Mermaid flowchart',
    extension: 'mmd',
    mediaType: 'text/vnd.mermaid',
    readable: false,
    write: exportMermaid,
  },
  {
    id: 'csv',
    title: 'Table of elements (CSV)',
    extension: 'csv',
    mediaType: 'text/csv',
    readable: false,
    write: exportCsv,
  },
  {
    id: 'svg',
    title: 'Diagram (SVG)',
    extension: 'svg',
    mediaType: 'image/svg+xml',
    readable: false,
    write: exportSvg,
  },
];

/** A format of pixels: drawing it needs a rasteriser, which each runtime loads in its own way. */
export interface PictureFormat extends Omit<ExportFormat, 'write'> {
  draw: (document: CaseDocument, rasterise: Rasterise) => Promise<ExportResult>;
}

/** What the diagram of a case can be drawn as. */
export const PICTURE_FORMATS: readonly PictureFormat[] = [
  {
    id: 'png',
    title: 'Diagram (PNG)',
    extension: 'png',
    mediaType: 'image/png',
    readable: false,
    draw: exportPng,
  },
];
