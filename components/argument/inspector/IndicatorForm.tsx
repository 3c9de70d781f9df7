'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Select, TextArea, TextField } from '@/components/ui/Field';
import { COMPARATORS, type Comparator, type Indicator } from '@/core/argument/document';
import { parseDecimal } from '@/core/evidence/decimal';
import { onEscape } from './onEscape';
import { durationOf, RHYTHM_UNITS, rhythmOf, type Rhythm, type RhythmUnit } from './rhythm';
import { TEXT } from './text';

const t = TEXT.indicators;

export type IndicatorTerms = Omit<Indicator, 'id' | 'node' | 'identifier'>;

/** What a new indicator says before its author has said anything. */
export const NEW_INDICATOR: IndicatorTerms = {
  title: '',
  definition: '',
  source: '',
  unit: '',
  comparator: '<=',
  amber: '',
  red: '',
  period: 'P7D',
  grace: 'P1D',
  critical: false,
};

type Problems = Partial<Record<'amber' | 'red' | 'period' | 'grace', string>>;

/** Everything an indicator says, in one form: limits and rhythm are judged before they are kept. */
export function IndicatorForm(props: {
  value: IndicatorTerms;
  save: string;
  onCancel: () => void;
  onSave: (terms: IndicatorTerms) => void;
}) {
  const [terms, setTerms] = useState(props.value);
  const [period, setPeriod] = useState(rhythmOf(props.value.period));
  const [grace, setGrace] = useState(rhythmOf(props.value.grace));
  const [problems, setProblems] = useState<Problems>({});
  const put = (change: Partial<IndicatorTerms>) => setTerms({ ...terms, ...change });
  const line = (key: 'title' | 'source' | 'unit' | 'amber' | 'red') => ({
    value: terms[key],
    onChange: (event: { currentTarget: { value: string } }) =>
      put({ [key]: event.currentTarget.value }),
  });
  function submit() {
    const [amber, red] = [terms.amber.trim(), terms.red.trim()];
    const [every, longer] = [durationOf(period, 1), durationOf(grace, 0)];
    const found: Problems = {
      ...(parseDecimal(amber) === null && { amber: t.badLimit }),
      ...(parseDecimal(red) === null && { red: t.badLimit }),
      ...(every === null && { period: t.badPeriod }),
      ...(longer === null && { grace: t.badGrace }),
    };
    setProblems(found);
    if (every === null || longer === null || Object.keys(found).length > 0) return;
    const [title, source, unit] = [terms.title, terms.source, terms.unit].map((text) =>
      text.trim(),
    );
    props.onSave({
      ...terms,
      title: title ?? '',
      source: source ?? '',
      unit: unit ?? '',
      amber,
      red,
      period: every,
      grace: longer,
    });
  }
  return (
    <form
      className="stacked"
      noValidate
      onKeyDown={onEscape(props.onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        if (event.currentTarget.reportValidity()) submit();
      }}
    >
      <TextField
        label={t.title}
        required
        maxLength={500}
        // Opened by the person's own press, which asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        {...line('title')}
      />
      <TextArea
        label={t.definition}
        required
        maxLength={4_000}
        rows={2}
        value={terms.definition}
        onChange={(event) => put({ definition: event.currentTarget.value })}
      />
      <TextField
        label={t.source}
        hint={t.sourceHint}
        required
        maxLength={500}
        {...line('source')}
      />
      <Select
        label={t.comparator}
        value={terms.comparator}
        onChange={(event) => put({ comparator: event.currentTarget.value as Comparator })}
        options={COMPARATORS.map((each) => ({ value: each, words: t.comparators[each] }))}
      />
      <div className="twofields">
        <TextField
          label={t.amber}
          voice="mono"
          required
          maxLength={40}
          inputMode="decimal"
          error={problems.amber}
          {...line('amber')}
        />
        <TextField
          label={t.red}
          voice="mono"
          required
          maxLength={40}
          inputMode="decimal"
          error={problems.red}
          {...line('red')}
        />
      </div>
      <TextField label={t.unit} optional maxLength={40} {...line('unit')} />
      <RhythmFields label={t.period} value={period} error={problems.period} onChange={setPeriod} />
      <RhythmFields
        label={t.grace}
        hint={t.graceHint}
        value={grace}
        error={problems.grace}
        onChange={setGrace}
      />
      <Checkbox
        checked={terms.critical}
        onChange={(event) => put({ critical: event.currentTarget.checked })}
      >
        {t.critical}
      </Checkbox>
      <p className="meta">{t.frozen}</p>
      <div className="acts">
        <Button type="submit">{props.save}</Button>
        <Button look="text" onClick={props.onCancel}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}

function RhythmFields(props: {
  label: string;
  hint?: string;
  value: Rhythm;
  error: string | undefined;
  onChange: (rhythm: Rhythm) => void;
}) {
  const { label, hint, value, error, onChange } = props;
  return (
    <div className="twofields">
      <TextField
        label={label}
        hint={hint}
        voice="mono"
        required
        maxLength={6}
        inputMode="numeric"
        value={value.count}
        error={error}
        onChange={(event) => onChange({ ...value, count: event.currentTarget.value })}
      />
      <Select
        label={`${label}, unit`}
        silentLabel
        className="belowlabel"
        value={value.unit}
        onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as RhythmUnit })}
        options={RHYTHM_UNITS.map((unit) => ({ value: unit, words: t.units[unit] }))}
      />
    </div>
  );
}
