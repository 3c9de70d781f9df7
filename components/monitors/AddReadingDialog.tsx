'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { isPlainDecimal, NOT_DECIMAL } from '@/core/monitor/reading';
import { problemAt, problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { textOf } from '@/components/people/formText';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import type { IndicatorView } from '@/server/monitors/present';
import { limitWords } from './indicatorWords';
import { TEXT } from './text';

const t = TEXT.add;
const FIELDS = { value: 'reading-value', at: 'reading-at', note: 'reading-note' };

/** One reading by hand: the value, and where it matters when it was measured. */
export function AddReadingDialog(props: {
  caseId: string;
  indicator: IndicatorView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { caseId, indicator, onClose, onDone } = props;
  const trpc = useTRPC();
  const add = useMutation(trpc.monitors.addReading.mutationOptions({ onSuccess: onDone }));
  const [isRefused, setRefused] = useState(false);
  const problems = isRefused
    ? [{ field: FIELDS.value, words: NOT_DECIMAL }]
    : problemsOf(add.error, FIELDS);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = textOf(form, 'value').trim();
    setRefused(!isPlainDecimal(value));
    if (!isPlainDecimal(value)) return;
    const at = textOf(form, 'at');
    const note = textOf(form, 'note').trim();
    add.mutate({
      caseId,
      indicatorId: indicator.indicatorId,
      value,
      // The field holds minutes without a zone and says that they are UTC.
      ...(at !== '' && { at: `${at.slice(0, 16)}:00Z` }),
      ...(note !== '' && { note }),
    });
  };
  return (
    <Dialog open onClose={onClose} title={t.title(indicator.title)} description={t.lead}>
      <FormError problems={problems} />
      <form className="form" method="post" onSubmit={submit}>
        <TextField
          id={FIELDS.value}
          name="value"
          label={indicator.unit === '' ? t.value : `${t.value}, ${indicator.unit}`}
          hint={`${t.valueHint}; ${limitWords(indicator)}`}
          voice="mono"
          inputMode="decimal"
          autoComplete="off"
          required
          maxLength={62}
          error={problemAt(problems, FIELDS.value)}
        />
        <TextField
          id={FIELDS.at}
          name="at"
          type="datetime-local"
          label={t.at}
          hint={t.atHint}
          optional
          error={problemAt(problems, FIELDS.at)}
        />
        <TextField
          id={FIELDS.note}
          name="note"
          label={t.note}
          hint={t.noteHint}
          optional
          maxLength={500}
          error={problemAt(problems, FIELDS.note)}
        />
        <div className="acts">
          <Button type="submit" look="main" busy={add.isPending}>
            {t.save}
          </Button>
          <Button look="text" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
