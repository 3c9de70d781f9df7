import type { AwayReference, ContractCitation, Id } from '@/core/argument/document';
import type { BaseContext, BaseGoal, BaseInterface } from './baseInterface';

/** The citing side, as a draft or as a frozen release has it. */
export interface CitingSide {
  nodes: readonly { id: Id; identifier: string; away: AwayReference | null }[];
  contract: {
    cites: readonly ContractCitation[];
    matches: readonly Match[];
  } | null;
}

interface Match {
  away: Id;
  context: Id;
  local: Id;
}

/** One away goal of a supplement with what it cites, as far as the reader's view of the base goes. */
export interface Citation {
  away: Id;
  identifier: string;
  reference: AwayReference;
  cite: ContractCitation | null;
  /** Null when the base has no such public goal, or withholds it. */
  goal: BaseGoal | null;
  /** For a bounded goal: each context in scope with the own ones set beside it. */
  lines: ContextLine[];
}

export interface ContextLine {
  context: BaseContext;
  /** Ids of the own contexts. */
  locals: Id[];
}

/** The goal that a reference names: by record id once pinned, by identifier before. */
export function citedGoal(base: BaseInterface, reference: AwayReference): BaseGoal | null {
  const { recordId, node } = reference;
  const named = base.goals.filter((goal) =>
    recordId === null ? goal.identifier === node : goal.id === recordId,
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The reference to a goal of a pinned base, as an away goal stores it. */
export function referenceTo(base: BaseInterface, goal: BaseGoal): AwayReference {
  return {
    module: base.module,
    node: goal.identifier,
    baseDigest: base.digest,
    recordId: goal.id,
    textLeaf: goal.textLeaf,
  };
}

/** All citations of a supplement, in the order of its nodes. */
export function citationsOf({ nodes, contract }: CitingSide, base: BaseInterface): Citation[] {
  const contexts = new Map(base.contexts.map((context) => [context.id, context]));
  return nodes.flatMap(({ id, identifier, away }): Citation[] => {
    if (away === null) return [];
    const goal = citedGoal(base, away);
    const cite = contract?.cites.find((one) => one.away === id) ?? null;
    const isBounded = cite?.citing === 'bounded-with-context-match';
    return [
      {
        away: id,
        identifier,
        reference: away,
        cite,
        goal,
        lines: isBounded
          ? (goal?.inScope ?? []).flatMap((contextId) => {
              const context = contexts.get(contextId);
              if (context === undefined) return [];
              const locals = (contract?.matches ?? []).flatMap((one) =>
                one.away === id && one.context === contextId ? [one.local] : [],
              );
              return [{ context, locals: [...new Set(locals)] }];
            })
          : [],
      },
    ];
  });
}
