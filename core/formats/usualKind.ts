import type { ArgumentNode, Defeater, DefeaterKind, Id } from '@/core/argument/document';
import { AWAY_OF } from '@/core/argument/kinds';

/** What a challenge usually is by what it aims at: evidence is undermined, a step undercut. */
export function usualKind(
  target: Defeater['target'],
  nodes: ReadonlyMap<Id, ArgumentNode>,
): DefeaterKind {
  if ('link' in target) return 'undercut';
  const kind = 'node' in target ? nodes.get(target.node)?.kind : undefined;
  return kind !== undefined && (AWAY_OF[kind] ?? kind) === 'solution' ? 'undermine' : 'rebut';
}
