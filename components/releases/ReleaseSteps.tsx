'use client';

import { useState, type ReactNode } from 'react';
import { Button, LinkButton } from '@/components/ui/Button';
import { Hang } from '@/components/ui/Entry';
import { SignDialog } from '@/components/signing/SignDialog';
import type { ReleaseDetail } from '@/server/releases/reading';
import { ReasonStep } from './ReasonStep';
import { RedactionChooser } from './RedactionChooser';
import { TEXT } from './text';
import { WithdrawStep } from './WithdrawStep';

type Act = 'submit' | 'publish';

function Step(props: {
  head: string;
  words: string;
  note?: string | undefined;
  children: ReactNode;
}) {
  const { head, words, note, children } = props;
  return (
    <Hang head={<h3 className="head">{head}</h3>}>
      <p className="stmt">{words}</p>
      {note && <p className="ink2 mt-1">{note}</p>}
      <div className="acts mt-2">{children}</div>
    </Hang>
  );
}

/**
 * What this person can do with the release now, in the order of its life. What is not theirs, or not
 * possible in this state, is not offered; the policies decide and send the abilities along.
 */
export function ReleaseSteps(props: { detail: ReleaseDetail; onChanged: () => void }) {
  const { detail, onChanged } = props;
  const { release, abilities: can, views } = detail;
  const [act, setAct] = useState<Act | null>(null);
  const [choosing, setChoosing] = useState(false);
  const disclosed = views.some((view) => view.name === 'assessors');
  const steps = TEXT.steps;
  const underReview = release.submittedAt !== null && release.state !== 'withdrawn';
  if (choosing && detail.disclosure) {
    return (
      <RedactionChooser
        releaseId={release.id}
        disclosure={detail.disclosure}
        onClose={() => setChoosing(false)}
        onSigned={() => {
          setChoosing(false);
          onChanged();
        }}
      />
    );
  }
  return (
    <>
      {can['release.submit'] && (
        <Step head={steps.submit.head} words={steps.submit.words}>
          <Button look="main" icon="passkey" onClick={() => setAct('submit')}>
            {steps.submit.act}
          </Button>
        </Step>
      )}
      {can['disclosure.sign'] && release.state !== 'candidate' && (
        <Step
          head={steps.disclose.head}
          words={steps.disclose.words}
          note={disclosed ? undefined : steps.disclose.missing}
        >
          <Button look={disclosed ? 'outlined' : 'main'} onClick={() => setChoosing(true)}>
            {disclosed ? steps.disclose.changed : steps.disclose.act}
          </Button>
        </Step>
      )}
      {underReview && disclosed && (
        <Step head={steps.review.head} words={steps.review.words}>
          <LinkButton href={`/review/${release.id}`}>{TEXT.page.review}</LinkButton>
        </Step>
      )}
      {underReview && disclosed && (can['signoff.decide'] || release.decidedAt !== null) && (
        <Step head={steps.decide.head} words={steps.decide.words}>
          <LinkButton href={`/sign-off/${release.id}`}>{TEXT.page.signOff}</LinkButton>
        </Step>
      )}
      {can['release.publish'] && (
        <Step
          head={steps.publish.head}
          words={steps.publish.words}
          note={detail.publicViewAgreed ? undefined : steps.publish.noView}
        >
          {detail.publicViewAgreed && (
            <Button look="main" icon="passkey" onClick={() => setAct('publish')}>
              {steps.publish.act}
            </Button>
          )}
        </Step>
      )}
      {release.publishedAt !== null && (
        <Hang head={<h3 className="head">{steps.publish.head}</h3>}>
          <LinkButton href={`/r/${release.path}/${release.number}`}>{TEXT.page.public}</LinkButton>
        </Hang>
      )}
      {can['release.reinstate'] && (
        <ReasonStep act="reinstate" releaseId={release.id} onSigned={onChanged} />
      )}
      {can['release.suspend'] && (
        <ReasonStep act="suspend" releaseId={release.id} onSigned={onChanged} />
      )}
      {can['release.revoke'] && (
        <ReasonStep act="revoke" releaseId={release.id} onSigned={onChanged} />
      )}
      {can['release.withdraw'] && <WithdrawStep releaseId={release.id} onWithdrawn={onChanged} />}
      {act !== null && (
        <SignDialog
          act={`release.${act}`}
          input={{ releaseId: release.id }}
          title={steps[act].title}
          onClose={() => setAct(null)}
          onSigned={() => {
            setAct(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}
