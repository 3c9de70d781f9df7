'use client';

import { useState, type SubmitEvent } from 'react';
import { SignDialog } from '@/components/signing/SignDialog';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/Field';
import { RadioOptions } from '@/components/ui/RadioOptions';
import { Segmented } from '@/components/ui/Segmented';
import { Head } from '@/components/ui/Title';
import type { ReviewPage } from '@/server/reviews/page';
import { refusalToVerify, type ContractChoice } from './contractChoice';
import { CONTRACT } from './contractText';
import { SCREEN } from './screenText';

const WORDS = SCREEN.handIn;
type Assessment = keyof typeof WORDS.assessments;
const CHOICES: ContractChoice[] = ['verified', 'rejected', 'not-judged'];
const ASSESSMENTS: Assessment[] = ['supported', 'partly-supported', 'not-supported'];

/** The assessor's report: an assessment of the whole, a summary, then the signature over both. */
export function HandIn(props: { shown: ReviewPage; roundId: string; onChanged: () => void }) {
  const { shown, roundId, onChanged } = props;
  const [open, setOpen] = useState(false);
  const [signing, setSigning] = useState(false);
  const [assessment, setAssessment] = useState<Assessment>('partly-supported');
  const [summary, setSummary] = useState('');
  const [contract, setContract] = useState<ContractChoice>('not-judged');
  const refusal = shown.contract === null ? null : refusalToVerify(shown.contract);
  const pending = shown.findings.filter((finding) => finding.sentAt === null).length;

  function goOn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setOpen(false);
    setSigning(true);
  }

  return (
    <>
      <Button look="main" onClick={() => setOpen(true)}>
        {WORDS.act(pending)}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={WORDS.title}
        description={WORDS.lead}
        wide
      >
        {pending > 0 ? (
          <p className="stmt">{WORDS.pending(pending)}</p>
        ) : (
          <form className="grid gap-4" method="post" onSubmit={goOn}>
            <div>
              <Head level={3}>{WORDS.assessment}</Head>
              <p className="mt-2">
                <Segmented
                  legend={WORDS.assessment}
                  value={assessment}
                  options={ASSESSMENTS.map((value) => ({ value, words: WORDS.assessments[value] }))}
                  onChange={setAssessment}
                />
              </p>
            </div>
            {shown.contract !== null && (
              <RadioOptions<ContractChoice>
                legend={CONTRACT.handIn.legend}
                value={contract}
                onChange={setContract}
                options={CHOICES.map((value) => {
                  const { words, note } = CONTRACT.handIn.options[value];
                  const refused = value === 'verified' ? refusal : null;
                  return { value, words, note: refused ?? note, disabled: refused !== null };
                })}
              />
            )}
            <TextArea
              id="report-summary"
              label={WORDS.summary}
              hint={WORDS.summaryHint}
              voice="serif"
              rows={6}
              required
              maxLength={20_000}
              value={summary}
              onChange={(event) => setSummary(event.target.value)}
            />
            <div className="acts">
              <Button type="submit" look="main" icon="passkey">
                {WORDS.goOn}
              </Button>
              <Button look="text" onClick={() => setOpen(false)}>
                {WORDS.cancel}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
      {signing && (
        <SignDialog
          act="review.submit"
          input={{
            roundId,
            assessment,
            summary,
            contract: contract === 'not-judged' ? null : contract,
          }}
          title={WORDS.sign}
          onClose={() => setSigning(false)}
          onSigned={() => {
            setSigning(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}
