'use client';

import { useState } from 'react';
import { Button, IconButton } from '@/components/ui/Button';
import type { ArgumentNode } from '@/core/argument/document';
import { addLink, removeLink } from '@/core/argument/edits';
import { linkKindFor } from '@/core/argument/kinds';
import type { ArgumentIndex } from '@/core/argument/outline';
import { legalChildren } from '../legalKinds';
import { useSource } from '../source';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.links;

/** Where the node hangs: its parents, and a way to share it with another one. */
export function LinksSection(props: {
  node: ArgumentNode;
  index: ArgumentIndex;
  root: string | null;
  onSelect: (node: string) => void;
}) {
  const { node, index, root, onSelect } = props;
  const source = useSource();
  const [chosen, setChosen] = useState<string | null>(null);
  const parents = index.parents.get(node.id) ?? [];
  const candidates = [...index.nodes.values()].filter(
    (other) =>
      other.id !== node.id &&
      legalChildren(other.kind).includes(node.kind) &&
      !parents.some(({ from }) => from === other.id),
  );
  return (
    <Section
      head={t.head}
      act={
        !source.readOnly &&
        chosen === null && (
          <button type="button" className="linkish" onClick={() => setChosen('')}>
            {t.addParent}
          </button>
        )
      }
    >
      {parents.length === 0 && <p className="meta">{node.id === root ? t.top : t.parked}</p>}
      <ul>
        {parents.map((link) => {
          const parent = index.nodes.get(link.from);
          if (!parent) return null;
          return (
            <li key={link.id} className="row">
              <span>
                <span className="meta">
                  {link.kind === 'supported-by' ? t.parents : t.contextOf}
                </span>{' '}
                <button type="button" className="linkish id" onClick={() => onSelect(parent.id)}>
                  {parent.identifier}
                </button>
              </span>
              {!source.readOnly && (
                <IconButton
                  icon="close"
                  label={t.disconnect(parent.identifier)}
                  onClick={() => {
                    source.undo.stopCapturing();
                    removeLink(source.structure, link.id, source.origin);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {chosen !== null && (
        <form
          className="acts"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen === '') return;
            source.undo.stopCapturing();
            addLink(
              source.structure,
              { kind: linkKindFor(node.kind), from: chosen, to: node.id },
              source.origin,
            );
            setChosen(null);
          }}
        >
          <select
            className="field"
            aria-label={t.choose}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{t.choose}</option>
            {candidates.map((other) => (
              <option key={other.id} value={other.id}>
                {other.identifier} {other.text.slice(0, 60)}
              </option>
            ))}
          </select>
          <Button type="submit">{t.connect}</Button>
          <Button look="text" onClick={() => setChosen(null)}>
            {TEXT.doubts.cancel}
          </Button>
        </form>
      )}
    </Section>
  );
}
