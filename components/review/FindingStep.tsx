'use client';

import { useEffect, useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { eventsFrom } from '@/core/workflow/machine';
import { FINDING, type FindingEvents } from '@/core/workflow/finding';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { Button } from '@/components/ui/Button';
import { TextArea, TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import type { ShownFinding } from '@/server/reviews/page';
import { SCREEN } from './screenText';

const WORDS = SCREEN.thread;
type StepName = keyof typeof WORDS.acts;

/** Which step fires which event of the finding's machine, and the ability it needs. */
const STEPS: Record<StepName, { event: keyof FindingEvents; needs: keyof ShownFinding['can'] }> = {
  answer: { event: 'respond', needs: 'answer' },
  dispute: { event: 'dispute', needs: 'answer' },
  verify: { event: 'verify', needs: 'close' },
  sendBack: { event: 'send-back', needs: 'close' },
  close: { event: 'close', needs: 'close' },
  convert: { event: 'convert-to-condition', needs: 'rule' },
  uphold: { event: 'uphold', needs: 'rule' },
  overrule: { event: 'overrule', needs: 'rule' },
};
const STEP_NAMES = Object.keys(STEPS) as StepName[];

/** What this person can do on a finding in its present state, and the words that go with it. */
export function FindingStep(props: { finding: ShownFinding; onChanged: () => void }) {
  const { finding, onChanged } = props;
  const [step, setStep] = useState<StepName | null>(null);
  const foreseen = new Set(eventsFrom(FINDING, finding.state));
  const possible = STEP_NAMES.filter((name) => {
    const { event, needs } = STEPS[name];
    const blockingStays = name === 'convert' && finding.severity === 'blocking';
    return finding.can[needs] && foreseen.has(event) && !blockingStays;
  });
  if (possible.length === 0) return null;
  return (
    <div className="find-row">
      {step === null ? (
        <p className="acts">
          {possible.map((name) => (
            <Button key={name} onClick={() => setStep(name)}>
              {WORDS.acts[name]}
            </Button>
          ))}
        </p>
      ) : (
        <StepForm
          finding={finding}
          step={step}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

function StepForm(props: {
  finding: ShownFinding;
  step: StepName;
  onClose: () => void;
  onDone: () => void;
}) {
  const { finding, step, onClose, onDone } = props;
  const steps = useSteps(onDone);
  const [body, setBody] = useState('');
  const [condition, setCondition] = useState('');
  const [due, setDue] = useState('');
  const chosen = steps[step];
  const first = step === 'convert' ? 'step-condition' : 'step-body';
  // Whoever asked for the form writes next.
  useEffect(() => document.getElementById(first)?.focus(), [first]);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const findingId = finding.id;
    if (step === 'convert') steps.convert.mutate({ findingId, condition, due, reason: body });
    else steps[step].mutate({ findingId, body });
  }

  return (
    <form className="grid gap-2" method="post" onSubmit={submit}>
      <FormError problems={problemsOf(chosen.error, { due: 'step-due' })} />
      {step === 'convert' && (
        <>
          <TextArea
            id="step-condition"
            label={WORDS.condition}
            required
            maxLength={1_000}
            value={condition}
            onChange={(event) => setCondition(event.target.value)}
          />
          <TextField
            id="step-due"
            label={WORDS.dueDate}
            type="date"
            required
            value={due}
            onChange={(event) => setDue(event.target.value)}
          />
        </>
      )}
      <TextArea
        id="step-body"
        label={WORDS.words[step]}
        required
        maxLength={10_000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" look="main" busy={chosen.isPending}>
          {WORDS.acts[step]}
        </Button>
        <Button look="text" onClick={onClose}>
          {WORDS.cancel}
        </Button>
      </div>
    </form>
  );
}

function useSteps(onSuccess: () => void) {
  const { reviews } = useTRPC();
  return {
    answer: useMutation(reviews.answerFinding.mutationOptions({ onSuccess })),
    dispute: useMutation(reviews.disputeFinding.mutationOptions({ onSuccess })),
    verify: useMutation(reviews.verifyFinding.mutationOptions({ onSuccess })),
    sendBack: useMutation(reviews.sendBackFinding.mutationOptions({ onSuccess })),
    close: useMutation(reviews.closeFinding.mutationOptions({ onSuccess })),
    uphold: useMutation(reviews.upholdFinding.mutationOptions({ onSuccess })),
    overrule: useMutation(reviews.overruleFinding.mutationOptions({ onSuccess })),
    convert: useMutation(reviews.convertFinding.mutationOptions({ onSuccess })),
  };
}
