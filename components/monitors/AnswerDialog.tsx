'use client';

import { useState, type SubmitEvent } from 'react';
import { SignDialog } from '@/components/signing/SignDialog';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { DateOf } from '@/components/ui/Time';
import type { IndicatorView } from '@/server/monitors/present';
import { TEXT } from './text';

const t = TEXT.answer;

/** What was found and what is done, in words; then the signature over them. */
export function AnswerDialog(props: {
  releaseId: string;
  indicator: IndicatorView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { releaseId, indicator, onClose, onDone } = props;
  const { unanswered, indicatorId } = indicator;
  const [response, setResponse] = useState('');
  const [signing, setSigning] = useState(false);
  if (unanswered === null) return null;
  const lead = (
    <>
      <p>
        {t.lead[unanswered.kind]}, {TEXT.silentSince} <DateOf at={unanswered.since} />.
      </p>
      <p className="mt-2">{t.note}</p>
    </>
  );
  if (signing)
    return (
      <SignDialog
        act="indicator.answer"
        input={{ releaseId, indicatorId, response }}
        title={t.title(indicator.title)}
        onClose={() => setSigning(false)}
        onSigned={onDone}
      />
    );
  const goOn = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSigning(true);
  };
  return (
    <Dialog open onClose={onClose} title={t.title(indicator.title)} description={lead}>
      <form className="form" method="post" onSubmit={goOn}>
        <TextArea
          label={t.response}
          required
          maxLength={4_000}
          rows={5}
          value={response}
          onChange={(event) => setResponse(event.target.value)}
        />
        <div className="acts">
          <Button type="submit" look="main" icon="passkey" disabled={response.trim() === ''}>
            {t.goOn}
          </Button>
          <Button look="text" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
