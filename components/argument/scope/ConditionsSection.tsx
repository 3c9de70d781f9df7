'use client';

import { IconButton } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Select } from '@/components/ui/Field';
import {
  CONDITION_KINDS,
  DISPOSITIONS,
  SEVERITIES,
  type ConditionKind,
  type ConditionOfUse,
  type Disposition,
  type Severity,
} from '@/core/argument/document';
import { usedIdentifiers } from '@/core/argument/edits';
import { setField } from '@/core/argument/fieldEdits';
import { nextIdentifier } from '@/core/argument/ids';
import { addCondition, removeRecord } from '@/core/argument/recordEdits';
import { useSource } from '../source';
import type { Argument } from '../useArgument';
import { RecordArea } from './fields';
import { TEXT } from './text';

const t = TEXT.conditions;

function Condition(props: { condition: ConditionOfUse; argument: Argument }) {
  const { condition, argument } = props;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  const protects = condition.protects.map((id) => argument.index.nodes.get(id)?.identifier ?? '?');
  const allow = (disposition: Disposition, allowed: boolean) => {
    source.undo.stopCapturing();
    const next = DISPOSITIONS.filter((each) =>
      each === disposition ? allowed : condition.dispositionsAllowed.includes(each),
    );
    setField(doc, 'conditions', condition.id, 'dispositionsAllowed', next, origin);
  };
  return (
    <li className="entry">
      <span className="id">{condition.identifier}</span>
      <div className="scopeform">
        <RecordArea
          root="conditions"
          id={condition.id}
          field="text"
          label={`${t.text} ${condition.identifier}`}
        />
        <div className="twocolumns">
          <Select
            label={t.kind}
            disabled={readOnly}
            value={condition.kind}
            onChange={(event) => {
              const kind = event.currentTarget.value as ConditionKind;
              setField(doc, 'conditions', condition.id, 'kind', kind, origin);
            }}
            options={CONDITION_KINDS.map((value) => ({ value, words: t.kinds[value] }))}
          />
          <Select
            label={t.severity}
            disabled={readOnly}
            value={condition.severity}
            onChange={(event) => {
              const severity = event.currentTarget.value as Severity;
              setField(doc, 'conditions', condition.id, 'severity', severity, origin);
            }}
            options={SEVERITIES.map((value) => ({ value, words: t.severities[value] }))}
          />
        </div>
        <fieldset className="fieldset inlineticks" disabled={readOnly}>
          <legend className="lbl">{t.allowed}</legend>
          {DISPOSITIONS.map((disposition) => (
            <Checkbox
              key={disposition}
              checked={condition.dispositionsAllowed.includes(disposition)}
              disabled={disposition === 'accept-residual' && condition.severity === 'critical'}
              onChange={(event) => allow(disposition, event.currentTarget.checked)}
            >
              {t.dispositions[disposition]}
            </Checkbox>
          ))}
        </fieldset>
        {protects.length > 0 && (
          <p className="meta">
            {t.protects} <span className="mono">{protects.join(' ')}</span>
          </p>
        )}
        {!readOnly && (
          <IconButton
            icon="close"
            label={`${t.remove} ${condition.identifier}`}
            onClick={() => {
              source.undo.stopCapturing();
              removeRecord(doc, 'conditions', condition.id, origin);
            }}
          />
        )}
      </div>
    </li>
  );
}

/** What deployers must answer. The label is generated from these, never typed. */
export function ConditionsSection(props: { argument: Argument }) {
  const { argument } = props;
  const source = useSource();
  const { conditions } = argument.document;
  return (
    <>
      <p className="meta">{conditions.length === 0 ? t.none : t.lead}</p>
      <ul>
        {conditions.map((condition) => (
          <Condition key={condition.id} condition={condition} argument={argument} />
        ))}
      </ul>
      {!source.readOnly && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            source.undo.stopCapturing();
            const used = usedIdentifiers(source.structure, 'conditions');
            addCondition(
              source.structure,
              {
                identifier: nextIdentifier('condition', used),
                kind: 'warning',
                text: '',
                severity: 'major',
                protects: [],
                dispositionsAllowed: ['discharge'],
              },
              source.origin,
            );
          }}
        >
          {t.add}
        </button>
      )}
    </>
  );
}
