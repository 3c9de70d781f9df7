import { modulesOf } from './citations';
import type { ArgumentNode, CaseDocument, Id } from './document';
import { grouped } from './grouped';
import { isCitation, isContextual } from './kinds';
import { indexArgument, type ArgumentIndex } from './outline';

/** The default interface of a module (GSN 1:4.6.3): what others may rest on, and what it rests on. */
export interface ModuleInterface {
  /** Public goals. */
  goals: ArgumentNode[];
  /** Goals that wait for support from elsewhere: by contract, or from where nobody has said yet. */
  needing: ArgumentNode[];
  /** What these goals hold in: contexts and assumptions in scope, justifications of their own. */
  scope: ArgumentNode[];
  /** Public solutions, and public contexts beside those in scope. */
  citable: ArgumentNode[];
  /** Away elements, references to modules and contracts. */
  dependencies: ArgumentNode[];
}

/**
 * The interfaces of the modules of a case, by name. Contract modules have none (GSN 1:4.7.3). Elements
 * come in the order of the document. Time is linear in it.
 */
export function moduleInterfaces(document: CaseDocument): Map<string, ModuleInterface> {
  const { kindOf, moduleOf } = modulesOf(document);
  const index = indexArgument(document);
  const interfaces = new Map<string, ModuleInterface>();
  for (const [module, members] of grouped(document.nodes, moduleOf)) {
    if (kindOf(module) !== 'module') continue;
    const goals = members.filter(({ kind, public: isPublic }) => kind === 'goal' && isPublic);
    const needing = members.filter(
      ({ kind, toBeSupportedByContract, undeveloped }) =>
        kind === 'goal' && (toBeSupportedByContract || undeveloped),
    );
    const inScope = scopeOf([...goals, ...needing], index);
    const isCitable = ({ id, kind, public: isPublic }: ArgumentNode) =>
      isPublic &&
      !isCitation(kind) &&
      !inScope.has(id) &&
      (kind === 'solution' || isContextual(kind));
    interfaces.set(module, {
      goals,
      needing,
      scope: members.filter(({ id, kind }) => inScope.has(id) && !isCitation(kind)),
      citable: members.filter(isCitable),
      dependencies: members.filter(({ kind, away }) => isCitation(kind) && away !== null),
    });
  }
  return interfaces;
}

/** Contexts and assumptions hold for all below, a justification for what it stands at (GSN 1:2.2.11–19). */
function scopeOf(goals: readonly ArgumentNode[], index: ArgumentIndex): Set<Id> {
  const inScope = new Set<Id>();
  const own = new Set(goals.map(({ id }) => id));
  const seen = new Set(own);
  for (const id of seen) {
    for (const { kind, to } of index.children.get(id) ?? []) {
      const context = kind === 'in-context-of' ? index.nodes.get(to) : undefined;
      if (!context || !isContextual(context.kind)) continue;
      if (own.has(id) || context.kind !== 'justification') inScope.add(to);
    }
    for (const { kind, from } of index.parents.get(id) ?? []) {
      if (kind === 'supported-by') seen.add(from);
    }
  }
  return inScope;
}
