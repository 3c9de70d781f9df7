import { useMemo } from 'react';
import type { Id, NodeKind } from '@/core/argument/document';
import {
  addNode,
  indent,
  moveDown,
  moveUp,
  outdent,
  removeNode,
  usedIdentifiers,
} from '@/core/argument/edits';
import { setField, setMeta } from '@/core/argument/fieldEdits';
import { nextIdentifier } from '@/core/argument/ids';
import { linkKindFor } from '@/core/argument/kinds';
import { legalChildren } from './legalKinds';
import type { ArgumentSource } from './source';
import type { Argument } from './useArgument';
import type { VisibleRow } from './useTree';

/** What can be done to the argument's shape. Each returns what it made, or whether it did it. */
export interface NodeCommands {
  addTop(): Id | null;
  addSibling(row: VisibleRow): Id | null;
  addChild(row: VisibleRow, kind?: NodeKind): Id | null;
  addBelow(parent: Id, kind: NodeKind): Id | null;
  move(row: VisibleRow, where: 'up' | 'down' | 'in' | 'out'): boolean;
  changeKind(node: Id, kind: NodeKind): void;
  remove(node: Id): void;
  openKinds(): void;
  askRemove(): void;
}

export function useNodeCommands(
  source: ArgumentSource,
  argument: Argument,
  dialogs: { openKinds: () => void; askRemove: () => void },
): NodeCommands {
  return useMemo(() => {
    const { structure: doc, origin, readOnly } = source;
    const { index } = argument;

    const childrenOf = (parent: Id) => (index.children.get(parent) ?? []).map(({ to }) => to);

    function add(parent: Id | undefined, kind: NodeKind, at?: number, beside?: string): Id {
      // Numbers go on within one kind: a context of G1 is C1, never G2.
      const near = parent === undefined ? [] : [parent, ...childrenOf(parent)];
      const alike = near.map((id) => index.nodes.get(id)).findLast((node) => node?.kind === kind);
      const identifier = nextIdentifier(
        kind,
        usedIdentifiers(doc, 'nodes'),
        beside ?? alike?.identifier,
      );
      const place = {
        ...(parent === undefined ? {} : { parent }),
        ...(at === undefined ? {} : { index: at }),
      };
      source.undo.stopCapturing();
      return addNode(doc, { kind, identifier, ...place }, origin).node;
    }

    function addBelow(parent: Id, kind: NodeKind): Id | null {
      const above = index.nodes.get(parent);
      if (readOnly || !above || !legalChildren(above.kind).includes(kind)) return null;
      return add(parent, kind);
    }

    const commands: NodeCommands = {
      addTop() {
        if (readOnly) return null;
        const node = add(undefined, 'goal');
        setMeta(doc, 'root', node, origin);
        return node;
      },
      addBelow,
      addSibling(row) {
        if (readOnly) return null;
        if (!row.parentLink) return commands.addChild(row);
        const { from, kind } = row.parentLink;
        const siblings = (index.children.get(from) ?? []).filter((link) => link.kind === kind);
        const at = siblings.findIndex(({ id }) => id === row.parentLink?.id) + 1;
        const sibling = row.node.kind === 'away-goal' ? 'goal' : row.node.kind;
        return add(from, sibling, at, row.node.identifier);
      },
      addChild(row, kind) {
        const wanted = kind ?? legalChildren(row.node.kind)[0];
        return wanted ? addBelow(row.node.id, wanted) : null;
      },
      move(row, where) {
        const link = row.parentLink?.id;
        if (readOnly || !link) return false;
        source.undo.stopCapturing();
        switch (where) {
          case 'up':
            return moveUp(doc, link, origin);
          case 'down':
            return moveDown(doc, link, origin);
          case 'in':
            return indent(doc, link, origin);
          case 'out':
            return row.grandLink !== null && outdent(doc, link, row.grandLink, origin);
        }
      },
      changeKind(node, kind) {
        if (readOnly) return;
        source.undo.stopCapturing();
        doc.transact(() => {
          setField(doc, 'nodes', node, 'kind', kind, origin);
          if (kind !== 'goal' && kind !== 'strategy')
            setField(doc, 'nodes', node, 'undeveloped', false, origin);
          for (const link of index.parents.get(node) ?? [])
            setField(doc, 'links', link.id, 'kind', linkKindFor(kind), origin);
        }, origin);
      },
      remove(node) {
        if (readOnly) return;
        source.undo.stopCapturing();
        removeNode(doc, node, origin);
      },
      openKinds: dialogs.openKinds,
      askRemove: dialogs.askRemove,
    };
    return commands;
  }, [source, argument, dialogs]);
}
