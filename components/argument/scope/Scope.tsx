'use client';

import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Select } from '@/components/ui/Field';
import { WINDOW_ENDS, type Window } from '@/core/argument/document';
import { usedIdentifiers } from '@/core/argument/edits';
import { setFact, setField } from '@/core/argument/fieldEdits';
import { nextIdentifier } from '@/core/argument/ids';
import {
  addExclusion,
  addFailureCondition,
  addOutcome,
  removeRecord,
} from '@/core/argument/recordEdits';
import { rootMap } from '@/core/argument/structureShape';
import { byRank } from '@/core/argument/rank';
import * as Y from 'yjs';
import { ArgumentContext, useSource, type ArgumentSource } from '../source';
import { useArgument, type Argument } from '../useArgument';
import { ConditionsSection } from './ConditionsSection';
import { FactArea, FactLine, RecordArea } from './fields';
import { InstantiatePanel } from './InstantiatePanel';
import { ModulesSection } from './ModulesSection';
import { TEXT } from './text';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

function Part(props: { head: string; children: ReactNode }) {
  return (
    <section className="scopepart" aria-label={props.head}>
      <h2>{props.head}</h2>
      <div className="scopeform">{props.children}</div>
    </section>
  );
}

function List(props: {
  root: 'outcomes' | 'failures' | 'exclusions';
  ids: string[];
  none: string;
  add: string;
  remove: string;
  onAdd: () => void;
  item: (id: string) => ReactNode;
}) {
  const source = useSource();
  const { root, ids, none, add, remove, onAdd, item } = props;
  return (
    <>
      {ids.length === 0 && <p className="meta">{none}</p>}
      <ul className="scopelist">
        {ids.map((id, at) => (
          <li key={id}>
            <div className="scopeform">{item(id)}</div>
            {!source.readOnly && (
              <IconButton
                icon="close"
                label={`${remove} ${at + 1}`}
                onClick={() => {
                  source.undo.stopCapturing();
                  removeRecord(source.structure, root, id, source.origin);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {!source.readOnly && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            source.undo.stopCapturing();
            onAdd();
          }}
        >
          {add}
        </button>
      )}
    </>
  );
}

function Facts(props: { argument: Argument }) {
  const { facts } = props.argument.document;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  const s = TEXT.subject;
  const g = TEXT.setting;
  const w = TEXT.window;
  return (
    <>
      <Part head={TEXT.decision.head}>
        <FactArea
          path="decision"
          label={TEXT.decision.question}
          hint={TEXT.decision.hint}
          rows={2}
          serif
        />
      </Part>
      <Part head={s.head}>
        <div className="twocolumns">
          <FactLine path="subject.name" label={s.name} value={facts.subject.name} />
          <FactLine path="subject.version" label={s.version} value={facts.subject.version} />
        </div>
        <FactLine
          path="subject.digest"
          label={s.digest}
          hint={s.digestHint}
          mono
          value={facts.subject.digest}
        />
        <FactArea path="subject.description" label={s.description} />
      </Part>
      <Part head={g.head}>
        <FactLine path="setting.name" label={g.name} value={facts.setting.name} />
        <div className="twocolumns">
          <FactArea path="setting.purpose" label={g.purpose} />
          <FactArea path="setting.users" label={g.users} />
          <FactArea path="setting.tasks" label={g.tasks} />
          <FactArea path="setting.permissions" label={g.permissions} />
          <FactArea path="setting.oversight" label={g.oversight} />
          <FactArea path="setting.volume" label={g.volume} />
        </div>
      </Part>
      <Part head={w.head}>
        <div className="twocolumns">
          <FactLine path="window.from" type="date" label={w.from} value={facts.window.from} />
          <FactLine path="window.until" type="date" label={w.until} value={facts.window.until} />
          <FactLine path="window.zone" label={w.zone} value={facts.window.zone} list={ZONES} />
          <Select
            label={w.ends}
            disabled={readOnly}
            value={facts.window.ends}
            onChange={(event) => {
              const ends = event.currentTarget.value as Window['ends'];
              setFact(doc, 'window.ends', ends, origin);
            }}
            options={WINDOW_ENDS.map((value) => ({ value, words: w.choices[value] }))}
          />
        </div>
      </Part>
    </>
  );
}

function Lists(props: { argument: Argument }) {
  const { facts } = props.argument.document;
  const { structure: doc, origin, readOnly } = useSource();
  const o = TEXT.outcomes;
  const f = TEXT.failures;
  const x = TEXT.exclusions;
  return (
    <>
      <Part head={o.head}>
        <List
          root="outcomes"
          ids={facts.outcomes.map(({ id }) => id)}
          none={o.none}
          add={o.add}
          remove={o.remove}
          onAdd={() =>
            addOutcome(
              doc,
              {
                identifier: nextIdentifier('outcome', usedIdentifiers(doc, 'outcomes')),
                text: '',
                criterion: '',
              },
              origin,
            )
          }
          item={(id) => (
            <div className="twocolumns">
              <RecordArea root="outcomes" id={id} field="text" label={o.text} />
              <RecordArea root="outcomes" id={id} field="criterion" label={o.criterion} />
            </div>
          )}
        />
      </Part>
      <Part head={f.head}>
        <List
          root="failures"
          ids={facts.failureConditions.map(({ id }) => id)}
          none={f.none}
          add={f.add}
          remove={f.remove}
          onAdd={() =>
            addFailureCondition(doc, { text: '', trigger: '', unmonitorable: false }, origin)
          }
          item={(id) => (
            <>
              <div className="twocolumns">
                <RecordArea root="failures" id={id} field="text" label={f.text} />
                <RecordArea root="failures" id={id} field="trigger" label={f.trigger} />
              </div>
              <Checkbox
                disabled={readOnly}
                checked={
                  facts.failureConditions.find((each) => each.id === id)?.unmonitorable ?? false
                }
                onChange={(event) =>
                  setField(
                    doc,
                    'failures',
                    id,
                    'unmonitorable',
                    event.currentTarget.checked,
                    origin,
                  )
                }
              >
                {f.unmonitorable}
              </Checkbox>
            </>
          )}
        />
      </Part>
      <Part head={x.head}>
        <List
          root="exclusions"
          ids={exclusionIds(doc)}
          none={x.none}
          add={x.add}
          remove={x.remove}
          onAdd={() => addExclusion(doc, '', origin)}
          item={(id) => (
            <RecordArea root="exclusions" id={id} field="text" label={x.text} rows={1} />
          )}
        />
      </Part>
    </>
  );
}

/** The plain document keeps only the lines; their ids are needed to edit them. */
function exclusionIds(doc: Y.Doc): string[] {
  return [...rootMap(doc, 'exclusions')]
    .flatMap(([id, entry]) =>
      entry instanceof Y.Map ? [{ id, rank: String(entry.get('rank') ?? '') }] : [],
    )
    .sort(byRank)
    .map(({ id }) => id);
}

/** Everything of a case that is not the argument itself, in the order in which it is decided. */
export function Scope(props: { source: ArgumentSource }) {
  const argument = useArgument(props.source.structure);
  return (
    <ArgumentContext value={props.source}>
      <div className="sheetpage scope">
        <h2 className="title">{TEXT.title}</h2>
        <p className="ink2">{TEXT.lead}</p>
        <Part head={TEXT.instantiate.head}>
          <p className="meta">{TEXT.instantiate.lead}</p>
          <InstantiatePanel argument={argument} />
        </Part>
        <Facts argument={argument} />
        <Lists argument={argument} />
        <Part head={TEXT.conditions.head}>
          <ConditionsSection argument={argument} />
        </Part>
        <Part head={TEXT.modules.head}>
          <ModulesSection argument={argument} />
        </Part>
      </div>
    </ArgumentContext>
  );
}
