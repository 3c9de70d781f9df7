'use client';

import { useState } from 'react';
import { IconButton } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import type {
  ArgumentNode,
  CaseModule,
  NamedInterface,
  TemplateParameter,
} from '@/core/argument/document';
import { LIMITS } from '@/core/argument/limits';
import { addInterface, offer, offerable, setAlias } from '@/core/argument/moduleEdits';
import { filledText } from '@/core/argument/parameters';
import { removeRecord } from '@/core/argument/recordEdits';
import { useSource } from '../source';
import type { Argument } from '../useArgument';
import { RecordArea, RecordLine } from './fields';
import { TEXT } from './text';

const t = TEXT.modules;

/** So many elements are offered to tick; what is ticked is always among them. */
const MOST_LISTED = 300;

function OfferedElement(props: {
  offered: NamedInterface;
  node: ArgumentNode;
  module: string;
  parameters: readonly TemplateParameter[];
}) {
  const { offered, node, module, parameters } = props;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  const isOffered = offered.elements.includes(node.id);
  const alias = offered.aliases[node.id] ?? '';
  return (
    <li className="offered">
      <Checkbox
        checked={isOffered}
        disabled={readOnly}
        onChange={(event) => {
          source.undo.stopCapturing();
          offer(doc, offered.id, node.id, event.currentTarget.checked, origin);
        }}
      >
        <span className="mono">{node.identifier}</span>{' '}
        {node.module !== module && node.module !== '' && (
          <span className="meta">{t.of(node.module)} </span>
        )}
        {filledText(node.text, parameters)}
      </Checkbox>
      {isOffered && (
        <input
          className="field mono"
          aria-label={t.alias(node.identifier)}
          placeholder={node.identifier}
          defaultValue={alias}
          key={alias}
          maxLength={LIMITS.identifier}
          readOnly={readOnly}
          onBlur={(event) => {
            const typed = event.currentTarget.value.trim();
            const value = typed === node.identifier ? '' : typed;
            event.currentTarget.value = value;
            if (value === alias) return;
            source.undo.stopCapturing();
            setAlias(doc, offered.id, node.id, value, origin);
          }}
        />
      )}
    </li>
  );
}

function Interface(props: {
  offered: NamedInterface;
  candidates: readonly ArgumentNode[];
  module: string;
  argument: Argument;
}) {
  const { offered, candidates, module, argument } = props;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  // A new one begins open, and stays as it is put.
  const [isOpen, setOpen] = useState(offered.elements.length === 0);
  const own = new Set(offered.elements);
  // What it offers can be taken back, also where it may not be offered.
  const kept = offered.elements.flatMap((id) => argument.index.nodes.get(id) ?? []);
  const others = candidates.filter(({ id }) => !own.has(id));
  const listed = [...kept, ...others.slice(0, Math.max(0, MOST_LISTED - kept.length))];
  const left = kept.length + others.length - listed.length;
  return (
    <details
      className="more"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t.interface(offered.name)}</summary>
      <div className="scopeform">
        <RecordLine
          root="interfaces"
          id={offered.id}
          field="name"
          label={t.interfaceName}
          value={offered.name}
          mono
        />
        <RecordArea
          root="interfaces"
          id={offered.id}
          field="description"
          label={t.interfaceDescription}
          rows={1}
        />
        <fieldset className="fieldset">
          <legend className="lbl">{t.offers}</legend>
          {listed.length === 0 && <p className="meta">{t.nothingPublic}</p>}
          <ul className="offers">
            {listed.map((node) => (
              <OfferedElement
                key={node.id}
                offered={offered}
                node={node}
                module={module}
                parameters={argument.document.parameters}
              />
            ))}
          </ul>
          {left > 0 && <p className="meta">{t.more(left)}</p>}
        </fieldset>
        {!readOnly && (
          <IconButton
            icon="close"
            label={t.removeInterface(offered.name)}
            onClick={() => {
              source.undo.stopCapturing();
              removeRecord(doc, 'interfaces', offered.id, origin);
            }}
          />
        )}
      </div>
    </details>
  );
}

/** Interfaces that a module offers by name, beside the default one (GSN 1:4.6.2). */
export function ModuleInterfaces(props: { module: CaseModule; argument: Argument }) {
  const { module, argument } = props;
  const { document } = argument;
  const source = useSource();
  const isOwn = module.name === document.module;
  const interfaces = document.interfaces.filter(
    (offered) => offered.module === module.name || (isOwn && offered.module === ''),
  );
  const offers = new Set(interfaces.length === 0 ? [] : offerable(document, module.name));
  const inOrder = argument.rows.flatMap(({ node, repeated }) => (repeated ? [] : node));
  const candidates = inOrder.filter((node) => offers.has(node));
  return (
    <>
      {interfaces.map((offered) => (
        <Interface
          key={offered.id}
          offered={offered}
          candidates={candidates}
          module={module.name}
          argument={argument}
        />
      ))}
      {!source.readOnly && document.interfaces.length < LIMITS.interfaces && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            source.undo.stopCapturing();
            addInterface(source.structure, { module: module.name, name: '' }, source.origin);
          }}
        >
          {t.addInterface(module.name)}
        </button>
      )}
    </>
  );
}
