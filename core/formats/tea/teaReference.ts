import type { ArgumentNode, AwayReference, NodeKind } from '@/core/argument/document';
import { uuidOfName } from './uuid';

/** What `moduleReferenceId` means: a goal for away goals, a whole case for modules and contracts. */
export function referenceRead(kind: NodeKind, reference: string): AwayReference {
  const isGoal = kind === 'away-goal';
  return {
    module: isGoal ? '' : reference,
    node: isGoal ? reference : '',
    baseDigest: null,
    recordId: null,
    textLeaf: null,
  };
}

/** The UUID that stands for what a node cites; null for kinds that cite nothing in TEA. */
export function referenceWritten({ kind, away }: ArgumentNode): string | null {
  if (!away) return null;
  if (kind === 'module' || kind === 'contract') return uuidOfName(away.module);
  if (kind !== 'away-goal') return null;
  return uuidOfName(away.module === '' ? away.node : `${away.module}/${away.node}`);
}
