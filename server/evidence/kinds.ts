export const EVIDENCE_KINDS = ['evaluation-log', 'report', 'record', 'other'] as const;
/** What an artefact is. An evaluation log has to be readable as one. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
