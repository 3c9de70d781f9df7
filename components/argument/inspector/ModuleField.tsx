'use client';

import type { ArgumentNode } from '@/core/argument/document';
import { moveToModule } from '@/core/argument/moduleEdits';
import { useSource } from '../source';
import { useArgument } from '../useArgument';
import { TEXT } from './text';

const t = TEXT.standing;

/** The module that an element stands in; nothing while the case is one module. */
export function ModuleField({ node }: { node: ArgumentNode }) {
  const source = useSource();
  const { structure: doc, origin } = source;
  const { document } = useArgument(doc);
  if (document.modules.length === 0) return null;
  const home = node.module === '' ? document.module : node.module;
  const names = [...new Set([...document.modules.map(({ name }) => name), home])].sort();
  return (
    <label className="inlinefield">
      <span className="lbl">{t.module}</span>
      <select
        className="field mono"
        value={home}
        title={t.moduleHint}
        onChange={(event) => {
          source.undo.stopCapturing();
          moveToModule(doc, node.id, event.currentTarget.value, origin);
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
