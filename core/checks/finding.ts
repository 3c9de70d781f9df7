import type { Id } from '@/core/argument/document';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';

/** Error: refuses a freeze. Warning: someone has to know. Hint: a matter of style. */
export type FindingSeverity = 'error' | 'warning' | 'hint';

/**
 * What a finding stands in the way of: an error refuses the freeze; some warnings have to be
 * accepted by name before an approval.
 */
export type Blocks = 'freeze' | 'approval' | null;

/** What a rule sees in one place. */
export interface Observation {
  /** A sentence that a safety author can act on, naming identifiers. */
  message: string;
  node?: Id;
  link?: Id;
  condition?: Id;
  criterion?: Id;
  /** Place in the case document, where it is none of the above. */
  path?: string[];
}

/** What most rules see in most places. */
export const NONE: readonly never[] = [];

export interface Finding extends Observation {
  /** Id of the rule in RULES. */
  rule: string;
  severity: FindingSeverity;
  /** Clause of the GSN Community Standard v3, or domain rule. */
  clause: string;
  blocks: Blocks;
}

/** What checks need to know that the document does not hold. What is left out is not checked. */
export interface CheckContext {
  /** Registered evidence by the row id that references name. */
  evidence?: ReadonlyMap<string, EvidenceFacts>;
  /** What a supplement can see of its pinned base. */
  base?: BaseInterface;
}

export interface EvidenceFacts {
  title: string;
  state: EvidenceVersionState;
  /** Fictional or illustrative: it can't support a claim. */
  illustrative: boolean;
  /** How it was made; left out, not checked. */
  method?: string;
  /** The system that it was made on; left out, not checked. */
  subject?: string;
}
