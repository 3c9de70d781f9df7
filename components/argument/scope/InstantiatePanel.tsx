'use client';

import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Problem, Select, TextArea, TextField } from '@/components/ui/Field';
import { Status } from '@/components/ui/Status';
import { demandedBranches, demandWords } from '@/core/argument/choiceDemand';
import type { TemplateParameter } from '@/core/argument/document';
import {
  applyInstantiation,
  InstantiationError,
  planInstantiation,
  type InstantiationPlan,
} from '@/core/argument/instantiate';
import { useSource } from '../source';
import type { Argument } from '../useArgument';
import { TEXT } from './text';

const t = TEXT.instantiate;

/** What a person has entered and not yet applied. */
interface Entries {
  values: Record<string, string>;
  indexes: Record<string, string>;
  choices: Record<string, string[]>;
}

const NONE: Entries = { values: {}, indexes: {}, choices: {} };

/** The step between a template and an argument about one system. */
export function InstantiatePanel(props: { argument: Argument }) {
  const { argument } = props;
  const source = useSource();
  const plan = useMemo(() => planInstantiation(argument.document), [argument.document]);
  const [entries, setEntries] = useState<Entries>(NONE);
  const [problem, setProblem] = useState<string | null>(null);
  const [applied, setApplied] = useState(false);
  // A choice of m follows what is being filled in, not only what is applied.
  const entered = plan.parameters.map(({ name, description, value }) => ({
    name,
    description,
    value: entries.values[name] ?? value,
    index: false,
    type: 'text' as const,
  }));
  if (plan.parameters.length + plan.indexes.length + plan.choices.length === 0)
    return <p className="meta">{t.nothing}</p>;

  function apply(): void {
    try {
      source.undo.stopCapturing();
      applyInstantiation(
        source.structure,
        {
          values: entries.values,
          indexValues: Object.fromEntries(
            Object.entries(entries.indexes)
              .map(([name, lines]) => [name, splitLines(lines)] as const)
              .filter(([, lines]) => lines.length > 0),
          ),
          choices: entries.choices,
        },
        source.origin,
      );
      setEntries(NONE);
      setProblem(null);
      setApplied(true);
    } catch (error) {
      if (!(error instanceof InstantiationError)) throw error;
      setProblem(error.message);
    }
  }

  return (
    <form
      className="scopeform"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {plan.complete && (
        <Status icon="pass" tone="ok">
          {t.done}
        </Status>
      )}
      <fieldset className="fieldset" disabled={source.readOnly}>
        <legend className="lbl">{t.parameters}</legend>
        <div className="twocolumns">
          {plan.parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={entries.values[parameter.name] ?? parameter.value}
              onChange={(value) =>
                setEntries({ ...entries, values: { ...entries.values, [parameter.name]: value } })
              }
            />
          ))}
        </div>
      </fieldset>
      {plan.indexes.map((index) =>
        index.repeats.length === 0 ? null : (
          <TextArea
            key={index.name}
            label={t.index(index.name)}
            hint={`${index.description}. ${t.indexHint}`}
            rows={3}
            maxLength={4000}
            disabled={source.readOnly}
            value={entries.indexes[index.name] ?? index.values.join('\n')}
            onChange={(event) =>
              setEntries({
                ...entries,
                indexes: { ...entries.indexes, [index.name]: event.currentTarget.value },
              })
            }
          />
        ),
      )}
      {plan.choices.map((choice) => (
        <ChoiceField
          key={choice.strategy}
          choice={choice}
          legend={legendOf(choice, argument, entered)}
          argument={argument}
          disabled={source.readOnly}
          kept={entries.choices[choice.strategy] ?? []}
          onChange={(kept) =>
            setEntries({ ...entries, choices: { ...entries.choices, [choice.strategy]: kept } })
          }
        />
      ))}
      {problem && <Problem>{problem}</Problem>}
      {!source.readOnly && (
        <div className="acts">
          <Button look="main" type="submit" disabled={entries === NONE}>
            {t.apply}
          </Button>
          <span role="status" className="meta">
            {applied && entries === NONE ? t.applied : ''}
          </span>
        </div>
      )}
    </form>
  );
}

function ParameterField(props: {
  parameter: InstantiationPlan['parameters'][number];
  value: string;
  onChange: (value: string) => void;
}) {
  const { parameter, value, onChange } = props;
  const label = `{${parameter.name}}`;
  const hint = parameter.description || undefined;
  if (parameter.alternatives.length > 0)
    return (
      <Select
        label={label}
        hint={hint}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        options={[
          { value: '', words: '…' },
          ...parameter.alternatives.map((each) => ({ value: each, words: each })),
        ]}
      />
    );
  return (
    <TextField
      label={label}
      hint={hint}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function ChoiceField(props: {
  choice: InstantiationPlan['choices'][number];
  legend: string;
  argument: Argument;
  kept: string[];
  disabled: boolean;
  onChange: (kept: string[]) => void;
}) {
  const { choice, argument, kept, onChange } = props;
  const { nodes } = argument.index;
  return (
    <fieldset className="fieldset" disabled={props.disabled}>
      <legend className="lbl">{props.legend}</legend>
      {choice.branches.map(({ node, role }) => (
        <Checkbox
          key={node}
          checked={kept.includes(node)}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked ? [...kept, node] : kept.filter((each) => each !== node),
            )
          }
        >
          <span className="id">{nodes.get(node)?.identifier}</span> {nodes.get(node)?.text}
          {role !== 'choice' && <span className="meta"> ({role.replace('-', ' ')})</span>}
        </Checkbox>
      ))}
      <p className="hint">{t.chooseHint}</p>
    </fieldset>
  );
}

/** How many branches to claim, or what has to be filled in to know that. */
function legendOf(
  { strategy }: InstantiationPlan['choices'][number],
  { index }: Argument,
  parameters: readonly TemplateParameter[],
): string {
  const node = index.nodes.get(strategy);
  if (!node?.choice) return '';
  const { identifier, choice } = node;
  const least = demandedBranches(choice, parameters);
  if (least !== null) return t.choose(identifier, least);
  return t.chooseOpen(identifier, demandWords(choice, []), choice.min, choice.of.length);
}

function splitLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
