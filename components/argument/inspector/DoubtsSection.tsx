'use client';

import { useState } from 'react';
import { Button, IconButton } from '@/components/ui/Button';
import { Select, TextArea } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import {
  DEFEATER_KINDS,
  type ArgumentNode,
  type Defeater,
  type DefeaterKind,
} from '@/core/argument/document';
import { removeDefeater, usedIdentifiers } from '@/core/argument/edits';
import { entryMap } from '@/core/argument/fieldEdits';
import { nextIdentifier } from '@/core/argument/ids';
import { addDefeater } from '@/core/argument/recordEdits';
import { useSource } from '../source';
import { useLiveText, useSharedText } from '../useSharedText';
import { DefeatDecision } from './DefeatDecision';
import { onEscape } from './onEscape';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.doubts;

function Answer(props: { defeater: Defeater }) {
  const { defeater } = props;
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLTextAreaElement>(
    useLiveText(entryMap(source.structure, 'defeaters', defeater.id), 'response'),
    source.origin,
  );
  return (
    <textarea
      ref={ref}
      className="field"
      rows={2}
      maxLength={4000}
      aria-label={`${t.answer}, ${defeater.identifier}`}
      placeholder={t.answer}
      // Opened by the person's own press, which asked for it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={value}
      onChange={onChange}
    />
  );
}

function Doubt(props: { defeater: Defeater }) {
  const { defeater } = props;
  const source = useSource();
  const [open, setOpen] = useState(false);
  const answered = defeater.response !== '';
  return (
    <li className="doubtline">
      <Icon name="challenge" className={answered ? 'c-mute' : 'c-doubt'} />
      <div>
        <p>{defeater.text}</p>
        <p className="meta">
          {defeater.identifier}, {t.origins[defeater.origin].toLowerCase()},{' '}
          {answered ? t.answered : t.open}
        </p>
        {open && !source.readOnly ? (
          <Answer defeater={defeater} />
        ) : (
          answered && <p className="ink2">{defeater.response}</p>
        )}
        <DefeatDecision
          of="defeaters"
          id={defeater.id}
          name={defeater.identifier}
          beside={
            <button type="button" className="linkish" onClick={() => setOpen(!open)}>
              {open ? t.done : t.answerIt}
              <span className="visually-hidden"> {defeater.identifier}</span>
            </button>
          }
          decision={defeater.defeat}
        />
      </div>
      {!source.readOnly && (
        <IconButton
          icon="close"
          label={`${t.remove}: ${defeater.identifier}`}
          onClick={() => {
            source.undo.stopCapturing();
            removeDefeater(source.structure, defeater.id, source.origin);
          }}
        />
      )}
    </li>
  );
}

/** Doubts about the node: raised ones and those the template's checklist offers. */
export function DoubtsSection(props: { about: ArgumentNode; defeaters: Defeater[] }) {
  const { about, defeaters } = props;
  const node = about.id;
  const source = useSource();
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<DefeaterKind>('rebut');
  return (
    <Section
      head={t.head}
      count={defeaters.length}
      act={
        !source.readOnly &&
        !adding && (
          <button type="button" className="linkish" onClick={() => setAdding(true)}>
            {t.add}
          </button>
        )
      }
    >
      {defeaters.length === 0 && !adding && <p className="meta">{t.none}</p>}
      <ul>
        {defeaters.map((defeater) => (
          <Doubt key={defeater.id} defeater={defeater} />
        ))}
      </ul>
      {(defeaters.length > 0 || about.defeat !== null) && (
        <DefeatDecision of="nodes" id={node} name={about.identifier} decision={about.defeat} />
      )}
      {adding && (
        <form
          className="stacked"
          onKeyDown={onEscape(() => setAdding(false))}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === '') return;
            source.undo.stopCapturing();
            addDefeater(
              source.structure,
              {
                identifier: nextIdentifier(
                  'defeater',
                  usedIdentifiers(source.structure, 'defeaters'),
                ),
                kind,
                text: text.trim(),
                origin: 'author',
                target: { node },
              },
              source.origin,
            );
            setText('');
            setAdding(false);
          }}
        >
          <TextArea
            label={t.text}
            // As above.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            required
            maxLength={4000}
            rows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            label={t.kind}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as DefeaterKind)}
            options={DEFEATER_KINDS.map((each) => ({ value: each, words: t.kinds[each] }))}
          />
          <div className="acts">
            <Button type="submit">{t.save}</Button>
            <Button look="text" onClick={() => setAdding(false)}>
              {t.cancel}
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}
