import type { CaseDocument } from '@/core/argument/document';
import { flattenFacts } from '@/core/argument/facts';
import type { ExportLoss } from './exportFormats';

/** Whether two values of a document say the same. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Fields of a record that say something and are not among those a format keeps. */
export function unkeptFields<T extends object>(
  record: T,
  blank: T,
  kept: ReadonlySet<string>,
): string[] {
  const usual = new Map<string, unknown>(Object.entries(blank));
  return Object.entries(record)
    .filter(([field, value]) => !kept.has(field) && !saysTheSame(value, usual.get(field)))
    .map(([field]) => field);
}

/**
 * What a format that carries the argument alone leaves out of a case: conditions of use, claim points,
 * named interfaces, registered evidence, criteria, indicators, parameters, facts, the contract, the
 * template and texts.
 *
 * @param format how a sentence calls the format
 */
export function* lossesBesideArgument(
  document: CaseDocument,
  format: string,
): Generator<ExportLoss> {
  const message = `${format} has no place for it.`;
  const names = new Map(document.nodes.map(({ id, identifier }) => [id, identifier]));
  const at = (node: string) => names.get(node) ?? node;
  if (document.kind !== 'base') yield { path: 'kind', message };
  for (const { name } of document.parameters) yield { path: `parameters.${name}`, message };
  for (const { identifier } of document.conditions) {
    yield { path: `conditions.${identifier}`, message };
  }
  for (const { identifier } of document.claimPoints) {
    yield { path: `claimPoints.${identifier}`, message };
  }
  for (const { id, name } of document.interfaces)
    yield { path: `interfaces.${name || id}`, message };
  for (const { node } of document.evidence) yield { path: `evidence.${at(node)}`, message };
  for (const { node } of document.criteria) yield { path: `criteria.${at(node)}`, message };
  for (const { identifier } of document.indicators) {
    yield { path: `indicators.${identifier}`, message };
  }
  for (const [path, value] of Object.entries(flattenFacts(document.facts))) {
    if (value !== '') yield { path: `facts.${path}`, message };
  }
  for (const { identifier } of document.facts.outcomes) {
    yield { path: `facts.outcomes.${identifier}`, message };
  }
  if (document.facts.failureConditions.length > 0) {
    yield { path: 'facts.failureConditions', message };
  }
  if (document.facts.notCovered.length > 0) yield { path: 'facts.notCovered', message };
  if (document.contract) yield { path: 'contract', message };
  if (document.template) yield { path: 'template', message };
  for (const node of Object.keys(document.bodies))
    yield { path: `nodes.${at(node)}.body`, message };
}
