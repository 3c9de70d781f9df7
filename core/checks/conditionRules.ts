import type { ConditionOfUse } from '@/core/argument/document';
import type { CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** A condition of use says what is demanded and how a deployer may close it (domain rule 40). */
function* checkConditionComplete(condition: ConditionOfUse): Generator<Observation> {
  const { id, identifier, text, dispositionsAllowed } = condition;
  const name = identifier || 'A condition of use without identifier';
  if (text.trim() === '') yield { condition: id, message: `${name} does not say what it demands.` };
  if (dispositionsAllowed.length === 0) {
    yield { condition: id, message: `${name} allows a deployer no way to close it.` };
  }
}

/** Critical conditions are never accepted as residual (domain rule 40). */
function checkCriticalNeverResidual(condition: ConditionOfUse): readonly Observation[] {
  const { id, identifier, severity, dispositionsAllowed } = condition;
  if (severity !== 'critical' || !dispositionsAllowed.includes('accept-residual')) return NONE;
  return [
    {
      condition: id,
      message: `${identifier} is critical, so it can't be accepted as residual.`,
    },
  ];
}

/** A condition names nodes that exist and that stop holding without it (domain section 3.2). */
function checkConditionProtects(
  { id, identifier, protects }: ConditionOfUse,
  view: CaseView,
): readonly Observation[] {
  if (protects.every((node) => view.node(node))) return NONE;
  return [{ condition: id, message: `${identifier} protects a node that no longer exists.` }];
}

/** A condition that protects nothing is a wish (domain section 3.2). */
function checkConditionProtectsSomething(condition: ConditionOfUse): readonly Observation[] {
  if (condition.protects.length > 0) return NONE;
  return [
    {
      condition: condition.id,
      message: `${condition.identifier} does not say which claims it protects.`,
    },
  ];
}

export const CONDITION_RULES: readonly Rule[] = [
  {
    id: 'condition-complete',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 40',
    title: 'A condition of use says what it demands and how it may be closed.',
    checks: { condition: checkConditionComplete },
  },
  {
    id: 'condition-critical',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 40',
    title: 'A critical condition of use is never accepted as residual.',
    checks: { condition: checkCriticalNeverResidual },
  },
  {
    id: 'condition-protects',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain section 3.2',
    title: 'A condition of use protects nodes that exist.',
    checks: { condition: checkConditionProtects },
  },
  {
    id: 'condition-protects-something',
    severity: 'warning',
    blocks: null,
    clause: 'domain section 3.2',
    title: 'A condition of use says which claims it protects.',
    checks: { condition: checkConditionProtectsSomething },
  },
];
