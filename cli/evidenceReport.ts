/** What `casewright evidence read FILE` says: what would be registered from an evaluation log. */

import { createHash } from 'node:crypto';

import { readInspectLog } from '@/core/evidence/inspect';
import type { InspectError, InspectLog } from '@/core/evidence/inspectLog';

export interface EvidenceReport extends InspectLog {
  /** Hex, of the whole file. */
  sha256: string;
  /** Bytes. */
  size: number;
}

export type EvidenceReading =
  | { ok: true; report: EvidenceReport }
  | { ok: false; error: InspectError };

/** Reads a log; give it a file-backed blob (`fs.openAsBlob`) and size does not matter. */
export async function evidenceReport(file: Blob): Promise<EvidenceReading> {
  const reading = await readInspectLog(file);
  if (!reading.ok) return reading;
  const hash = createHash('sha256');
  for await (const chunk of file.stream()) hash.update(chunk);
  return {
    ok: true,
    report: { ...reading.log, sha256: hash.digest('hex'), size: file.size },
  };
}

/** `error code place message`, as scripts split it. */
export function evidenceErrorLine({ code, at, message }: InspectError): string {
  return `error ${code} ${at === '' ? '-' : at.replaceAll(' ', '_')} ${message}`;
}

/** The report in lines for people. */
export function evidenceLines(report: EvidenceReport): string[] {
  const { samples, dataset } = report;
  const amount = (count: number | null) => (count === null ? 'an unknown number' : String(count));
  return [
    `format     ${report.format} (${report.container})`,
    `task       ${report.task}`,
    `model      ${report.model}`,
    `dataset    ${dataset.name}, ${amount(dataset.samples)} samples`,
    `samples    ${amount(samples.completed)} of ${amount(samples.total)} completed`,
    `status     ${report.status}`,
    `finished   ${report.finished ?? 'not known'}`,
    `sha256     ${report.sha256}`,
    ...report.metrics.map((metric) => {
      const error = metric.stderr === null ? '' : ` ± ${metric.stderr}`;
      const from = metric.samples === null ? '' : `, n = ${metric.samples}`;
      return `metric     ${metric.name} = ${metric.value}${error}${from}`;
    }),
    ...report.warnings.map((warning) => `warning    ${warning.message} (${warning.code})`),
  ];
}
