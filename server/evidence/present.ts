import type { InspectMetric } from '@/core/evidence/inspectLog';
import type { EvidenceAccess } from '@/core/policy/resources';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';
import type { LogHeader } from './header';
import type { EvidenceKind } from './kinds';
import type { ArtefactRow, VersionRow } from './repo';

/** An artefact as it leaves: times are RFC 3339 UTC. */
export interface PresentedArtefact {
  id: string;
  /** EV-12 */
  identifier: string;
  number: number;
  title: string;
  kind: EvidenceKind;
  method: string;
  subject: string;
  illustrative: boolean;
  access: EvidenceAccess;
  createdAt: string;
}

export interface PresentedVersion {
  id: string;
  number: number;
  state: EvidenceVersionState;
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string | null;
  log: LogHeader | null;
  warnings: string[];
  /** Why it is quarantined or retracted. */
  reason: string;
  uploadedBy: string;
  createdAt: string;
  readyAt: string | null;
  /** When it was measured, as the log says, or else when it was ready. */
  measuredAt: string | null;
  metrics: InspectMetric[];
  /** Path of the bytes; null while there are none to open. */
  href: string | null;
}

export function presentArtefact(row: ArtefactRow): PresentedArtefact {
  return {
    id: row.id,
    identifier: `EV-${row.number}`,
    number: row.number,
    title: row.title,
    kind: row.kind,
    method: row.method,
    subject: row.subject,
    illustrative: row.illustrative,
    access: row.access,
    createdAt: row.createdAt.toISOString(),
  };
}

export function presentVersion(row: VersionRow, uploader: string): PresentedVersion {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    fileName: row.fileName,
    mediaType: row.mediaType,
    size: row.size,
    sha256: row.sha256,
    log: row.header,
    warnings: row.warnings.map(({ message }) => message),
    reason: row.reason,
    uploadedBy: uploader,
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    measuredAt: row.header?.finished ?? row.header?.started ?? row.readyAt?.toISOString() ?? null,
    metrics: row.metrics,
    href: row.readyAt === null ? null : `/api/evidence/${row.id}/bytes`,
  };
}
