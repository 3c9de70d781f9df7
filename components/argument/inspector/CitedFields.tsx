'use client';

import { useId } from 'react';
import { citableModules, citableNames } from '@/core/argument/citable';
import { setField } from '@/core/argument/fieldEdits';
import type { ArgumentNode, AwayReference } from '@/core/argument/document';
import { isAway } from '@/core/argument/kinds';
import { useSource } from '../source';
import { useArgument } from '../useArgument';
import { TEXT } from './text';

const t = TEXT.standing;

const NOTHING: AwayReference = {
  module: '',
  node: '',
  baseDigest: null,
  recordId: null,
  textLeaf: null,
};

/** What an element of another module, or a reference to a module, cites. A pinned one is fixed. */
export function CitedFields({ node }: { node: ArgumentNode }) {
  const source = useSource();
  const away = node.away ?? NOTHING;
  const keep = (change: Partial<AwayReference>) => {
    source.undo.stopCapturing();
    const { structure, origin } = source;
    setField(structure, 'nodes', node.id, 'away', { ...away, ...change }, origin);
  };
  const list = useId();
  const { document } = useArgument(source.structure);
  const field = (
    key: 'module' | 'node',
    label: string,
    maxLength: number,
    names: readonly string[],
  ) => (
    <label className="inlinefield">
      <span className="lbl">{label}</span>
      <input
        className="field mono"
        defaultValue={away[key]}
        key={away[key]}
        maxLength={maxLength}
        readOnly={away.baseDigest !== null}
        list={names.length > 0 ? `${list}-${key}` : undefined}
        onBlur={(event) => {
          const value = event.currentTarget.value.trim();
          if (value !== away[key]) keep({ [key]: value });
        }}
      />
      <datalist id={`${list}-${key}`}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </label>
  );
  return (
    <>
      {field('module', t.citedModule, 80, citableModules(document, node.module))}
      {isAway(node.kind) &&
        field('node', t.citedElement, 40, citableNames(document, away.module, node.kind))}
    </>
  );
}
