'use client';

import { useId, useState, type ReactNode } from 'react';
import type * as Y from 'yjs';
import { Field } from '@/components/ui/Field';
import { LIMITS } from '@/core/argument/limits';
import { assignField, entryMap, setFact } from '@/core/argument/fieldEdits';
import {
  rootMap,
  type EntryRoot,
  type FactPath,
  type FieldsOf,
} from '@/core/argument/structureShape';
import { useSource } from '../source';
import { useLiveText, useSharedText } from '../useSharedText';

interface Words {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it. */
  error?: string | undefined;
}

function SharedArea(props: Words & { text: Y.Text | undefined; rows?: number; serif?: boolean }) {
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLTextAreaElement>(props.text, source.origin);
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(wiring) => (
        <textarea
          {...wiring}
          ref={ref}
          className={props.serif ? 'field serif' : 'field'}
          rows={props.rows ?? 2}
          maxLength={4000}
          readOnly={source.readOnly}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

/** A fact in prose that two people may write at once. */
export function FactArea(props: Words & { path: FactPath; rows?: number; serif?: boolean }) {
  const { structure } = useSource();
  const text = useLiveText(rootMap(structure, 'facts'), props.path);
  return <SharedArea {...props} text={text} />;
}

/** A field of a record in prose. */
export function RecordArea<R extends EntryRoot>(
  props: Words & {
    root: R;
    id: string;
    field: keyof FieldsOf<R> & string;
    rows?: number;
    serif?: boolean;
  },
) {
  const { structure } = useSource();
  const { root, id, field, ...rest } = props;
  const text = useLiveText(entryMap(structure, root, id), field);
  return <SharedArea {...rest} text={text} />;
}

/**
 * One line: the last writer wins. Written as it is typed, so that "Saved" is true of it; what one
 * types oneself stays in the field until it is left, whatever a colleague writes meanwhile.
 */
function Line(
  props: Words & {
    value: string;
    onWrite: (value: string) => void;
    type?: 'text' | 'date' | undefined;
    mono?: boolean | undefined;
    list?: string[] | undefined;
  },
) {
  const source = useSource();
  const listId = useId();
  const { value, onWrite, type = 'text', list } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const write = (next: string) => {
    if (next !== value) onWrite(next);
  };
  const leave = () => {
    if (draft !== null) write(draft.trim());
    setDraft(null);
  };
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            type={type}
            className={props.mono ? 'field mono' : 'field'}
            value={draft ?? value}
            maxLength={list ? LIMITS.module : 200}
            readOnly={source.readOnly}
            {...(list ? { list: listId } : {})}
            onFocus={() => source.undo.stopCapturing()}
            onBlur={leave}
            onChange={({ currentTarget }) => {
              setDraft(currentTarget.value);
              write(currentTarget.value);
            }}
            onKeyDown={({ key, ctrlKey, metaKey }) => {
              if (key === 'Enter') leave();
              // Undo goes to the case: the field shows what it reads afterwards.
              else if ((ctrlKey || metaKey) && key.toLowerCase() === 'z') setDraft(null);
            }}
          />
          {list && (
            <datalist id={listId}>
              {list.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

interface LineOptions {
  value: string;
  type?: 'text' | 'date';
  mono?: boolean;
  list?: string[];
}

/** A fact of one line. */
export function FactLine(props: Words & LineOptions & { path: Exclude<FactPath, 'window.ends'> }) {
  const { path, ...rest } = props;
  const { structure, origin } = useSource();
  return <Line {...rest} onWrite={(next) => setFact(structure, path, next, origin)} />;
}

/** A field of a record of one line. */
export function RecordLine<R extends EntryRoot>(
  props: Words & LineOptions & { root: R; id: string; field: keyof FieldsOf<R> & string },
) {
  const { root, id, field, ...rest } = props;
  const { structure, origin } = useSource();
  return (
    <Line {...rest} onWrite={(next) => assignField(structure, root, id, field, next, origin)} />
  );
}
