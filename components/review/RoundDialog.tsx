'use client';

import { useState, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { JUDGEMENT_LOOKS } from '@/components/status/looks';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { KeyValues } from '@/components/ui/Entry';
import { TextArea } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { StatusOf } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import type { ReviewPage, ShownRound } from '@/server/reviews/page';
import { SCREEN } from './screenText';

const WORDS = SCREEN.round;

/** The rounds on this release: scope, access, who assesses. The lead ends one, or a part in it. */
export function RoundDialog(props: { shown: ReviewPage; onChanged: () => void }) {
  const { shown, onChanged } = props;
  const [open, setOpen] = useState(false);
  if (shown.rounds.length === 0) return null;
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {WORDS.open}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={WORDS.title} wide>
        {shown.rounds.map((round) => (
          <Round
            key={round.id}
            round={round}
            leads={shown.own?.roundId === round.id && shown.own.lead}
            onChanged={onChanged}
          />
        ))}
      </Dialog>
    </>
  );
}

function Round(props: { round: ShownRound; leads: boolean; onChanged: () => void }) {
  const { round, leads, onChanged } = props;
  const trpc = useTRPC();
  const [ending, setEnding] = useState<{ assignmentId: string | null } | null>(null);
  const onSuccess = () => {
    setEnding(null);
    onChanged();
  };
  const close = useMutation(trpc.reviews.close.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.reviews.removeAssessor.mutationOptions({ onSuccess }));
  const mayEnd = leads && round.state === 'open';
  return (
    <section className="ruled pt-3 mb-6" aria-label={WORDS.head(round.number, round.organisation)}>
      <Head level={3}>{WORDS.head(round.number, round.organisation)}</Head>
      <KeyValues
        entries={[
          { term: WORDS.state, value: WORDS.states[round.state] },
          { term: WORDS.scope, value: <span className="prewrap">{round.scope}</span> },
          { term: WORDS.access, value: <span className="prewrap">{round.access}</span> },
          { term: WORDS.level, value: WORDS.levelOf(round.assuranceLevel) },
        ]}
      />
      <ul className="mt-3">
        {round.assignments.map((one) => (
          <li key={one.id} className="line py-2">
            <p className="flex gap-2 items-baseline">
              <b>{one.person ?? WORDS.unnamed}</b>
              <span className="ink2">{WORDS.roles[one.role] ?? one.role}</span>
              {one.assessment !== null && (
                <StatusOf look={JUDGEMENT_LOOKS[knownAssessment(one.assessment)]} quiet />
              )}
              <span className="sp" />
              {mayEnd && !one.own && one.submittedAt === null && one.removedReason === null && (
                <Button look="text" stops onClick={() => setEnding({ assignmentId: one.id })}>
                  {WORDS.remove}
                </Button>
              )}
            </p>
            {one.removedReason !== null && (
              <p className="ink2">{WORDS.removed(one.removedReason)}</p>
            )}
            {one.declaration.text !== '' && <p className="ink2 prewrap">{one.declaration.text}</p>}
            {one.summary !== null && one.summary !== '' && (
              <p className="stmt small prewrap">{one.summary}</p>
            )}
          </li>
        ))}
      </ul>
      <FormError problems={problemsOf(close.error ?? remove.error)} />
      {mayEnd && ending === null && (
        <p className="mt-2">
          <Button stops onClick={() => setEnding({ assignmentId: null })}>
            {WORDS.close}
          </Button>
        </p>
      )}
      {ending !== null && (
        <EndForm
          words={ending.assignmentId === null ? WORDS.close : WORDS.remove}
          busy={close.isPending || remove.isPending}
          onCancel={() => setEnding(null)}
          onEnd={(reason) => {
            const { assignmentId } = ending;
            if (assignmentId === null) close.mutate({ roundId: round.id, reason });
            else remove.mutate({ roundId: round.id, assignmentId, reason });
          }}
        />
      )}
    </section>
  );
}

function EndForm(props: {
  words: string;
  busy: boolean;
  onEnd: (reason: string) => void;
  onCancel: () => void;
}) {
  const { words, busy, onEnd, onCancel } = props;
  const [reason, setReason] = useState('');
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onEnd(reason);
  }
  return (
    <form className="grid gap-2 mt-2" method="post" onSubmit={submit}>
      <TextArea
        id="end-reason"
        label={WORDS.reason}
        hint={WORDS.reasonHint}
        required
        maxLength={4_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="acts">
        <Button type="submit" stops busy={busy}>
          {words}
        </Button>
        <Button look="text" onClick={onCancel}>
          {WORDS.cancel}
        </Button>
      </div>
    </form>
  );
}

function knownAssessment(assessment: string): keyof typeof JUDGEMENT_LOOKS {
  switch (assessment) {
    case 'supported':
    case 'partly-supported':
    case 'not-supported':
      return assessment;
    default:
      return 'not-assessed';
  }
}
