'use client';

import { useId, useMemo, useState, type ReactNode } from 'react';
import * as Y from 'yjs';
import { Field } from '@/components/ui/Field';
import { LIMITS } from '@/core/argument/limits';
import { entryText, setFact } from '@/core/argument/fieldEdits';
import {
  rootMap,
  type EntryRoot,
  type FactPath,
  type FieldsOf,
} from '@/core/argument/structureShape';
import { useSource } from '../source';
import { useSharedText } from '../useSharedText';

interface Words {
  label: string;
  hint?: ReactNode;
}

function SharedArea(props: Words & { text: Y.Text | undefined; rows?: number; serif?: boolean }) {
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLTextAreaElement>(props.text, source.origin);
  return (
    <Field label={props.label} hint={props.hint}>
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
  const text = useMemo(() => {
    const value = rootMap(structure, 'facts').get(props.path);
    return value instanceof Y.Text ? value : undefined;
  }, [structure, props.path]);
  return <SharedArea {...props} text={text} />;
}

/** A field of a record in prose. */
export function RecordArea<R extends EntryRoot>(
  props: Words & { root: R; id: string; field: keyof FieldsOf<R> & string; rows?: number },
) {
  const { structure } = useSource();
  const { root, id, field } = props;
  const text = useMemo(() => entryText(structure, root, id, field), [structure, root, id, field]);
  return <SharedArea label={props.label} hint={props.hint} rows={props.rows ?? 2} text={text} />;
}

/**
 * A fact of one line: the last writer wins. Written as it is typed, so that "Saved" is true of it;
 * what one types oneself stays in the field until it is left, whatever a colleague writes meanwhile.
 */
export function FactLine(
  props: Words & {
    path: Exclude<FactPath, 'window.ends'>;
    value: string;
    type?: 'text' | 'date';
    mono?: boolean;
    list?: string[];
  },
) {
  const source = useSource();
  const listId = useId();
  const { path, value, type = 'text', list } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const write = (next: string) => {
    if (next !== value) setFact(source.structure, path, next, source.origin);
  };
  const leave = () => {
    if (draft !== null) write(draft.trim());
    setDraft(null);
  };
  return (
    <Field label={props.label} hint={props.hint}>
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
