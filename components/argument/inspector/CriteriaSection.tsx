'use client';

import { useState } from 'react';
import { Button, IconButton } from '@/components/ui/Button';
import { Select, TextArea, TextField } from '@/components/ui/Field';
import { Status } from '@/components/ui/Status';
import { COMPARATORS, type Comparator, type Criterion } from '@/core/argument/document';
import { addCriterion, removeRecord } from '@/core/argument/recordEdits';
import { evaluateCriterion, SIGNS } from '@/core/evidence/criterion';
import { parseDecimal } from '@/core/evidence/decimal';
import type { EvidenceItem } from '../evidence';
import { useSource } from '../source';
import { onEscape } from './onEscape';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.criteria;

function OneCriterion(props: { criterion: Criterion; position: number; evidence: EvidenceItem[] }) {
  const { criterion, position, evidence } = props;
  const source = useSource();
  const evaluations = evidence.map((item) => ({
    item,
    evaluation: evaluateCriterion(criterion, item.latest),
  }));
  const found =
    evaluations.find(({ evaluation }) => evaluation.measured !== null) ?? evaluations[0];
  const evaluation = found?.evaluation ?? evaluateCriterion(criterion, null);
  return (
    <div className="criterion" data-result={evaluation.result}>
      <div className="row">
        <h4 className="head">{t.head(position)}</h4>
        {evaluation.result === 'met' ? (
          <Status icon="pass" tone="ok" note={found ? `v${found.item.latest?.number ?? ''}` : ''}>
            {t.met}
          </Status>
        ) : evaluation.result === 'not-met' ? (
          <Status icon="fail" tone="bad" note={found ? `v${found.item.latest?.number ?? ''}` : ''}>
            {t.notMet}
          </Status>
        ) : (
          <Status icon="empty" tone="mute">
            {t.waiting}
          </Status>
        )}
      </div>
      <p>
        <span className="mono">{criterion.metric}</span>{' '}
        <b className="mono">
          {SIGNS[criterion.comparator]} {criterion.value}
          {criterion.unit && ` ${criterion.unit}`}
        </b>
      </p>
      <p className="meta">{evaluation.words}</p>
      {criterion.failure && <p className="meta">{criterion.failure}</p>}
      {!source.readOnly && (
        <IconButton
          icon="close"
          label={`${t.remove} ${position}`}
          className="removal"
          onClick={() => {
            source.undo.stopCapturing();
            removeRecord(source.structure, 'criteria', criterion.id, source.origin);
          }}
        />
      )}
    </div>
  );
}

/** Acceptance criteria of a claim, each with what the evidence says today. */
export function CriteriaSection(props: {
  node: string;
  criteria: Criterion[];
  /** Evidence of this node and of the solutions right below it. */
  evidence: EvidenceItem[];
}) {
  const { node, criteria, evidence } = props;
  const source = useSource();
  const [adding, setAdding] = useState(false);
  return (
    <Section
      head={criteria.length === 0 ? TEXT.criteria.head(1) : 'Criteria'}
      count={criteria.length}
      act={
        !source.readOnly &&
        !adding && (
          <button type="button" className="linkish" onClick={() => setAdding(true)}>
            {t.add}
          </button>
        )
      }
    >
      {criteria.map((criterion, at) => (
        <OneCriterion
          key={criterion.id}
          criterion={criterion}
          position={at + 1}
          evidence={evidence}
        />
      ))}
      {criteria.length === 0 && !adding && <p className="meta">{t.none}</p>}
      {adding && (
        <CriterionForm
          metrics={evidence.flatMap((item) => item.latest?.metrics.map(({ name }) => name) ?? [])}
          onCancel={() => setAdding(false)}
          onAdd={(criterion) => {
            source.undo.stopCapturing();
            addCriterion(source.structure, { node, ...criterion }, source.origin);
            setAdding(false);
          }}
        />
      )}
    </Section>
  );
}

function CriterionForm(props: {
  metrics: string[];
  onCancel: () => void;
  onAdd: (criterion: Omit<Criterion, 'id' | 'node'>) => void;
}) {
  const [metric, setMetric] = useState(props.metrics[0] ?? '');
  const [comparator, setComparator] = useState<Comparator>('<=');
  const [value, setValue] = useState('');
  const [unit, setUnit] = useState('');
  const [failure, setFailure] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  return (
    <form
      className="stacked"
      onKeyDown={onEscape(props.onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        if (parseDecimal(value.trim()) === null) return setProblem(t.badNumber);
        props.onAdd({
          metric: metric.trim(),
          comparator,
          value: value.trim(),
          unit: unit.trim(),
          failure,
        });
      }}
    >
      <TextField
        label={t.metric}
        hint={t.metricHint}
        voice="mono"
        required
        maxLength={200}
        list="metrics-of-evidence"
        // Opened by the person's own press, which asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={metric}
        onChange={(event) => setMetric(event.currentTarget.value)}
      />
      <datalist id="metrics-of-evidence">
        {props.metrics.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Select
        label={t.comparator}
        value={comparator}
        onChange={(event) => setComparator(event.currentTarget.value as Comparator)}
        options={COMPARATORS.map((each) => ({ value: each, words: t.comparators[each] }))}
      />
      <div className="twofields">
        <TextField
          label={t.value}
          voice="mono"
          required
          maxLength={40}
          inputMode="decimal"
          value={value}
          error={problem}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <TextField
          label={t.unit}
          optional
          maxLength={40}
          value={unit}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      </div>
      <TextArea
        label={t.failure}
        maxLength={2000}
        rows={2}
        value={failure}
        onChange={(event) => setFailure(event.currentTarget.value)}
      />
      <div className="acts">
        <Button type="submit">{t.save}</Button>
        <Button look="text" onClick={props.onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
