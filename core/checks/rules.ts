import { CITATION_RULES } from './citationRules';
import { CLAIM_POINT_RULES } from './claimPointRules';
import { CLAIM_RULES } from './claimRules';
import { CONDITION_RULES } from './conditionRules';
import { CONTRACT_RULES } from './contractRules';
import { DEFEAT_RULES } from './defeatRules';
import { DIALECTIC_RULES } from './dialecticRules';
import { ELEMENT_RULES } from './elementRules';
import { EVIDENCE_RULES } from './evidenceRules';
import { FACT_RULES } from './factRules';
import type { FindingSeverity } from './finding';
import { Questions } from './incremental/questions';
import { INDICATOR_RULES } from './indicatorRules';
import { LINK_RULES } from './linkRules';
import { INTERFACE_RULES } from './interfaceRules';
import { MODULE_RULES } from './moduleRules';
import { PARAMETER_RULES } from './parameterRules';
import { PATTERN_RULES } from './patternRules';
import type { Rule } from './rule';
import { TEXT_RULES } from './textRules';

const WEIGHT: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, hint: 2 };

/**
 * All rules, in the order in which their findings are shown: errors, warnings, hints. An error
 * refuses the freeze. The ids are stable: people name them in scripts and CI pipelines.
 * docs/checks.md is written from this table.
 */
export const RULES: readonly Rule[] = [
  ...LINK_RULES,
  ...ELEMENT_RULES,
  ...CITATION_RULES,
  ...MODULE_RULES,
  ...INTERFACE_RULES,
  ...CONTRACT_RULES,
  ...DIALECTIC_RULES,
  ...DEFEAT_RULES,
  ...CLAIM_POINT_RULES,
  ...PATTERN_RULES,
  ...PARAMETER_RULES,
  ...CLAIM_RULES,
  ...FACT_RULES,
  ...CONDITION_RULES,
  ...EVIDENCE_RULES,
  ...INDICATOR_RULES,
  ...TEXT_RULES,
].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

/** The same rules, by what they are about. */
export const QUESTIONS = new Questions(RULES);
