'use client';

import { useId, useState } from 'react';
import { Problem } from '@/components/ui/Field';
import { demandedAs } from '@/core/argument/choiceDemand';
import type { ArgumentNode, CaseDocument, Choice } from '@/core/argument/document';
import { setField } from '@/core/argument/fieldEdits';
import { LIMITS } from '@/core/argument/limits';
import { useSource } from '../source';
import { onEscape } from './onEscape';
import { TEXT } from './text';

const t = TEXT.pattern;

/** What a node says as part of a pattern: its instantiation data, and how many branches its choice needs. */
export function PatternFields(props: {
  node: ArgumentNode;
  parameters: CaseDocument['parameters'];
}) {
  const { node, parameters } = props;
  const { choice } = node;
  const source = useSource();
  const set = <K extends 'instantiation' | 'choice'>(field: K, value: ArgumentNode[K]) => {
    source.undo.stopCapturing();
    setField(source.structure, 'nodes', node.id, field, value, source.origin);
  };
  return (
    <>
      <KeptLine
        label={t.from}
        hint={t.fromHint}
        value={node.instantiation}
        maxLength={LIMITS.line}
        suggestions={parameters.filter(({ index }) => index)}
        onKeep={(words) => {
          set('instantiation', words);
          return null;
        }}
      />
      {choice && (
        <KeptLine
          label={t.atLeast}
          hint={t.atLeastHint(choice.of.length)}
          value={choice.label ?? String(choice.min)}
          maxLength={LIMITS.identifier}
          suggestions={[]}
          onKeep={(words) => {
            const changed: Choice | null = demandedAs(words, choice);
            if (changed === null) return t.badAtLeast(choice.of.length);
            set('choice', changed);
            return null;
          }}
        />
      )}
    </>
  );
}

/** A line that is kept when it is left; what cannot be kept is said below it, and changes nothing. */
function KeptLine(props: {
  label: string;
  hint: string;
  value: string;
  maxLength: number;
  suggestions: readonly { name: string; description: string }[];
  /** Keeps what was written, or says what is wrong with it. */
  onKeep: (words: string) => string | null;
}) {
  const { label, hint, value, maxLength, suggestions } = props;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  function leave(): void {
    const words = (draft ?? value).trim();
    const wrong = words === value ? null : props.onKeep(words);
    setProblem(wrong);
    if (wrong === null) setDraft(null);
  }
  function forget(): void {
    setDraft(null);
    setProblem(null);
  }
  return (
    <div>
      <label className="inlinefield">
        <span className="lbl">{label}</span>
        <input
          className="field"
          value={draft ?? value}
          maxLength={maxLength}
          list={suggestions.length > 0 ? `${id}-list` : undefined}
          aria-describedby={problem === null ? `${id}-hint` : `${id}-hint ${id}-problem`}
          aria-invalid={problem === null ? undefined : true}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) leave();
            else if (draft !== null) onEscape(forget)(event);
          }}
        />
      </label>
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map(({ name, description }) => (
            <option key={name} value={name}>
              {description || name}
            </option>
          ))}
        </datalist>
      )}
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {problem !== null && <Problem id={`${id}-problem`}>{problem}</Problem>}
    </div>
  );
}
