import type { MeasuredMetric } from '@/core/evidence/criterion';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';

/** An artefact of the evidence room as the workspace needs it. */
export interface EvidenceItem {
  id: string;
  /** EV-12 */
  identifier: string;
  number: number;
  title: string;
  method: string;
  subject: string;
  illustrative: boolean;
  latest: EvidenceItemVersion | null;
}

export interface EvidenceItemVersion {
  number: number;
  state: EvidenceVersionState;
  reason: string;
  fileName: string;
  /** ISO time. */
  at: string;
  metrics: MeasuredMetric[];
}
