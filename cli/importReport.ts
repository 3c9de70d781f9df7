/** What `casewright import FILE` says and writes. */

import { exportCasewrightJson } from '@/core/formats/casewrightJson';
import type { FileSource } from '@/core/formats/importFormats';
import type { ImportFinding } from '@/core/formats/importResult';
import { readCase } from './readCase';

export interface ImportReport {
  format: string | null;
  title: string;
  nodes: number;
  links: number;
  findings: ImportFinding[];
}

/** The report, and the case as Casewright JSON unless the file was refused. */
export async function importReport(
  bytes: Uint8Array,
  fileName: string,
  formatId?: string,
  files?: FileSource,
): Promise<{ report: ImportReport; output: Uint8Array | null }> {
  const { format, document, findings } = await readCase(bytes, fileName, formatId, files);
  return {
    report: {
      format,
      title: document?.title ?? '',
      nodes: document?.nodes.length ?? 0,
      links: document?.links.length ?? 0,
      findings,
    },
    output: document && exportCasewrightJson(document),
  };
}

/** The report in lines for people. */
export function importLines({ format, title, nodes, links }: ImportReport): string[] {
  return [`${title} (${format ?? 'unknown format'}): ${nodes} nodes, ${links} links`];
}
