'use client';

import { useState } from 'react';
import { IconButton } from '@/components/ui/Button';
import { Select, TextField } from '@/components/ui/Field';
import { MODULE_KINDS, type CaseModule, type ModuleKind } from '@/core/argument/document';
import { setField } from '@/core/argument/fieldEdits';
import { LIMITS } from '@/core/argument/limits';
import {
  addModule,
  freeModuleName,
  isInUse,
  moduleNameProblem,
  moduleSizes,
  possibleContainers,
  removeModule,
  renameModule,
} from '@/core/argument/moduleEdits';
import { useSource } from '../source';
import type { Argument } from '../useArgument';
import { RecordArea, RecordLine } from './fields';
import { ModuleInterfaces } from './ModuleInterfaces';
import { TEXT } from './text';

const t = TEXT.modules;

/** A name is taken as a whole: all that stands in the module, and all that cites it, goes along. */
function ModuleName({ module, argument }: { module: CaseModule; argument: Argument }) {
  const source = useSource();
  const [draft, setDraft] = useState<string | null>(null);
  const problem =
    draft === null ? null : moduleNameProblem(argument.document, module.id, draft.trim());
  const leave = () => {
    if (draft !== null && problem === null && draft.trim() !== module.name) {
      source.undo.stopCapturing();
      renameModule(source.structure, module.id, draft.trim(), source.origin);
    }
    if (problem === null) setDraft(null);
  };
  return (
    <TextField
      label={t.name}
      voice="mono"
      value={draft ?? module.name}
      error={problem === null ? undefined : t.problems[problem]}
      maxLength={LIMITS.module}
      readOnly={source.readOnly}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Enter') leave();
        else if (key === 'Escape') setDraft(null);
      }}
    />
  );
}

function Module(props: { module: CaseModule; argument: Argument; size: number }) {
  const { module, argument, size } = props;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  const containers = possibleContainers(argument.document, module);
  const options = [...new Set([...containers, module.within])].filter((name) => name !== '');
  return (
    <li className="entry">
      <span className="meta">{t.size(size)}</span>
      <div className="scopeform">
        <div className="twocolumns">
          <ModuleName module={module} argument={argument} />
          <RecordLine
            root="modules"
            id={module.id}
            field="title"
            label={t.title}
            value={module.title}
          />
          <Select
            label={t.kind}
            disabled={readOnly}
            value={module.kind}
            onChange={(event) => {
              const kind = event.currentTarget.value as ModuleKind;
              source.undo.stopCapturing();
              setField(doc, 'modules', module.id, 'kind', kind, origin);
            }}
            options={MODULE_KINDS.map((value) => ({ value, words: t.kinds[value] }))}
          />
          <Select
            label={t.within}
            disabled={readOnly}
            value={module.within}
            onChange={(event) => {
              source.undo.stopCapturing();
              setField(doc, 'modules', module.id, 'within', event.currentTarget.value, origin);
            }}
            options={[
              { value: '', words: t.nothing },
              ...options.map((value) => ({ value, words: value })),
            ]}
          />
        </div>
        <RecordArea
          root="modules"
          id={module.id}
          field="description"
          label={`${t.description} (${module.name})`}
        />
        {module.kind === 'module' && <ModuleInterfaces module={module} argument={argument} />}
        {!readOnly && !isInUse(argument.document, module) && (
          <IconButton
            icon="close"
            label={t.remove(module.name)}
            onClick={() => {
              source.undo.stopCapturing();
              removeModule(doc, module.id, origin);
            }}
          />
        )}
      </div>
    </li>
  );
}

/** The modules of the argument (GSN 1:4): what they are called, what contains them, what they offer. */
export function ModulesSection({ argument }: { argument: Argument }) {
  const source = useSource();
  const { document } = argument;
  const { modules } = document;
  const sizes = moduleSizes(document);
  const byName = modules.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  return (
    <>
      <p className="meta">{modules.length === 0 ? t.one : t.lead}</p>
      <ul>
        {byName.map((module) => (
          <Module
            key={module.id}
            module={module}
            argument={argument}
            size={sizes.get(module.name) ?? 0}
          />
        ))}
      </ul>
      {!source.readOnly && modules.length < LIMITS.modules - 1 && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            source.undo.stopCapturing();
            const name = freeModuleName(document);
            addModule(source.structure, { name, kind: 'module' }, source.origin);
          }}
        >
          {t.add}
        </button>
      )}
    </>
  );
}
