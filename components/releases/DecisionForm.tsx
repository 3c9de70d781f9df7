'use client';

import { Button, IconButton } from '@/components/ui/Button';
import { formatDate } from '@/components/ui/dates';
import { TextArea, TextField } from '@/components/ui/Field';
import { RadioOptions } from '@/components/ui/RadioOptions';
import { Head } from '@/components/ui/Title';
import type { SignOffPage } from '@/server/signoffs/page';
import type { DecisionWords } from './decisionWords';
import { SIGN_OFF as TEXT } from './signOffText';

const DECISIONS = ['approved', 'approved-with-conditions', 'rejected'] as const;

/** The decision, its reasons and conditions. An option that is refused stays, with the reason. */
export function DecisionForm(props: {
  page: SignOffPage;
  words: DecisionWords;
  onWords: (words: DecisionWords) => void;
}) {
  const { page, words, onWords } = props;
  return (
    <div className="grid gap-4">
      <RadioOptions
        legend={TEXT.decision}
        silentLegend
        value={words.decision}
        options={DECISIONS.map((value) => {
          const refused = value === 'rejected' ? page.stands.reject : page.stands.approve;
          return {
            value,
            words: TEXT.options[value],
            note: refused ?? TEXT.optionNotes[value],
            disabled: refused !== null,
            body:
              value === 'approved-with-conditions' ? (
                <Conditions page={page} words={words} onWords={onWords} />
              ) : undefined,
          };
        })}
        onChange={(decision) => onWords({ ...words, decision })}
      />
      <TextArea
        id="decision-reasons"
        label={TEXT.reasons}
        hint={TEXT.reasonsHint}
        voice="serif"
        rows={4}
        maxLength={20_000}
        value={words.reasons}
        onChange={(event) => onWords({ ...words, reasons: event.target.value })}
      />
      <TextArea
        id="decision-dissent"
        label={TEXT.dissent}
        hint={TEXT.dissentHint}
        optional
        voice="serif"
        rows={2}
        maxLength={20_000}
        value={words.dissent}
        onChange={(event) => onWords({ ...words, dissent: event.target.value })}
      />
    </div>
  );
}

function Conditions(props: {
  page: SignOffPage;
  words: DecisionWords;
  onWords: (words: DecisionWords) => void;
}) {
  const { page, words, onWords } = props;
  const { conditions } = words;
  const set = (next: DecisionWords['conditions']) => onWords({ ...words, conditions: next });
  const change = (at: number, part: Partial<DecisionWords['conditions'][number]>) =>
    set(conditions.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="grid gap-2">
      {page.converted.length > 0 && (
        <>
          <Head level={3}>{TEXT.converted}</Head>
          <ul>
            {page.converted.map(({ id, text, due }) => (
              <li key={id} className="stmt">
                {TEXT.condition(text, formatDate(due))}
              </li>
            ))}
          </ul>
        </>
      )}
      {conditions.map(({ text, due }, index) => (
        <div key={index} className="condition">
          <TextField
            label={TEXT.conditionWords(index + 1)}
            silentLabel
            voice="serif"
            maxLength={1_000}
            value={text}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <TextField
            label={TEXT.conditionDue(index + 1)}
            silentLabel
            type="date"
            value={due}
            onChange={(event) => change(index, { due: event.target.value })}
          />
          <IconButton
            icon="close"
            label={TEXT.removeCondition(index + 1)}
            onClick={() => set(conditions.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <p>
        <Button onClick={() => set([...conditions, { text: '', due: '' }])}>
          {TEXT.addCondition}
        </Button>
      </p>
    </div>
  );
}
