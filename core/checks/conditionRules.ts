import type { CaseView } from './caseView';
import type { Observation } from './finding';

/** A condition of use says what is demanded and how a deployer may close it (domain rule 40). */
export function* checkConditionsComplete(view: CaseView): Generator<Observation> {
  for (const { id, identifier, text, dispositionsAllowed } of view.document.conditions) {
    const name = identifier || 'A condition of use without identifier';
    if (text.trim() === '')
      yield { condition: id, message: `${name} does not say what it demands.` };
    if (dispositionsAllowed.length === 0) {
      yield { condition: id, message: `${name} allows a deployer no way to close it.` };
    }
  }
}

/** Critical conditions are never accepted as residual (domain rule 40). */
export function* checkCriticalNeverResidual(view: CaseView): Generator<Observation> {
  for (const { id, identifier, severity, dispositionsAllowed } of view.document.conditions) {
    if (severity !== 'critical' || !dispositionsAllowed.includes('accept-residual')) continue;
    yield {
      condition: id,
      message: `${identifier} is critical, so it can't be accepted as residual.`,
    };
  }
}

/** A condition names nodes that exist and that stop holding without it (domain section 3.2). */
export function* checkConditionsProtect(view: CaseView): Generator<Observation> {
  for (const { id, identifier, protects } of view.document.conditions) {
    if (protects.every((node) => view.node(node))) continue;
    yield { condition: id, message: `${identifier} protects a node that no longer exists.` };
  }
}

/** A condition that protects nothing is a wish (domain section 3.2). */
export function* checkConditionsProtectSomething(view: CaseView): Generator<Observation> {
  for (const { id, identifier, protects } of view.document.conditions) {
    if (protects.length > 0) continue;
    yield { condition: id, message: `${identifier} does not say which claims it protects.` };
  }
}
