'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/data/trpc';
import { ExampleMark } from '@/components/release/ExampleMark';
import { SignOffDeed } from '@/components/release/SignOffDeed';
import { SignOffReceipt } from '@/components/release/SignOffReceipt';
import { groupDigits } from '@/components/release/text';
import { CONTRACT_LOOKS } from '@/components/supplement/looks';
import { useCeremony } from '@/components/signing/useCeremony';
import { Button, LinkButton } from '@/components/ui/Button';
import { formatDate } from '@/components/ui/dates';
import type { SignOffPage } from '@/server/signoffs/page';
import { DecisionForm } from './DecisionForm';
import { DecisionRecord } from './DecisionRecord';
import {
  decisionInput,
  missingWords,
  openLines,
  saysWhatIsShown,
  type DecisionWords,
} from './decisionWords';
import { FinalDecision } from './FinalDecision';
import { assessmentLook } from './publicRelease';
import { RulingList } from './RulingList';
import { SIGN_OFF as TEXT } from './signOffText';

/**
 * The page on which a decision is made and signed: what is decided, what is not shown, who dissents.
 * The statement is prepared once the words are complete; whether it says what the page shows is read
 * out of its bytes here, before the key is asked.
 */
export function SignOffScreen(props: { initial: SignOffPage }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.signoffs.page.queryOptions(
      { releaseId: props.initial.release.id },
      { initialData: props.initial, refetchOnWindowFocus: false },
    ),
  );
  const page = query.data;
  const [signed, setSigned] = useState(false);
  if (!signed && (page.refusal !== null || page.signOffs.length > 0)) {
    return <DecisionRecord page={page} />;
  }
  return (
    <>
      {page.release.organisation.example && <ExampleMark />}
      <Deciding
        page={page}
        onSigned={() => setSigned(true)}
        rulings={<RulingList page={page} onChanged={() => void query.refetch()} />}
      />
    </>
  );
}

function Deciding(props: { page: SignOffPage; onSigned: () => void; rulings: ReactNode }) {
  const { page, onSigned, rulings } = props;
  const router = useRouter();
  const ceremony = useCeremony('signoff.sign');
  const { shown, stage, completed, cancel } = ceremony;
  const [words, setWords] = useState<DecisionWords>({
    decision: page.stands.approve === null ? 'approved' : 'rejected',
    reasons: '',
    dissent: '',
    conditions: [],
  });
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const input = decisionInput(page, words, accepted);
  const asked = JSON.stringify(input);
  // A statement says one thing: whoever changes a word or a tick has it prepared anew.
  useEffect(() => cancel(), [asked, cancel]);
  useEffect(() => {
    if (completed !== null) onSigned();
    // The caller's function is another at each render; the signature is completed once.
    // eslint-disable-next-line react/exhaustive-deps
  }, [completed]);

  const releaseHref = `/orgs/${page.release.organisation.slug}/cases/${page.release.case.slug}/releases/${page.release.id}`;
  if (completed !== null) {
    return (
      <SignOffReceipt
        words={TEXT.done[words.decision]}
        signedAt={shown?.prepared.statement.predicate.issuedAt ?? ''}
        statementDigest={completed.sha256}
        logIndex={groupDigits(completed.logIndex)}
        signingKey={shown?.key.name ?? ''}
        next={TEXT.next[words.decision]}
        receiptHref={`/receipts/${completed.statementId}.json`}
        act={
          <LinkButton look="main" href={releaseHref}>
            {TEXT.toRelease}
          </LinkButton>
        }
      />
    );
  }
  const missing = missingWords(page, words, accepted);
  const matches = shown === null ? null : saysWhatIsShown(shown, page, input);
  const lines = openLines(page);
  const editing = shown === null;
  return (
    <SignOffDeed
      question={page.question}
      standing={TEXT.standing(
        page.release.title,
        page.release.number,
        page.release.candidate,
        formatDate(page.release.frozenAt),
        page.release.frozenBy,
        page.release.organisation.name,
      )}
      claim={{
        identifier: page.claim?.identifier ?? '',
        statement: page.claim?.statement ?? TEXT.withheldClaim,
      }}
      decision={{ words: TEXT.decisions[words.decision], conditions: [] }}
      decisionForm={
        editing ? (
          <DecisionForm page={page} words={words} onWords={setWords} />
        ) : (
          <>
            <FinalDecision page={page} words={words} />
            <p className="mt-2">
              <Button onClick={cancel}>{TEXT.change}</Button>
            </p>
          </>
        )
      }
      openProblems={lines.map(({ id, residuals, identifier, statement }) => ({
        id,
        identifier,
        statement,
        accepted: residuals.every((one) => accepted.has(one)),
      }))}
      onAccept={(id, accept) => {
        const line = lines.find((one) => one.id === id);
        setAccepted((before) => {
          const after = new Set(before);
          for (const residual of line?.residuals ?? []) {
            if (accept) after.add(residual);
            else after.delete(residual);
          }
          return after;
        });
      }}
      notClaimed={
        page.notClaimed.length === 0
          ? undefined
          : page.notClaimed
              .map(({ identifier, statement }) => `${identifier}: ${statement}`)
              .join(' ')
      }
      reports={page.reports.map((report) => ({
        who: [report.person, report.organisation].filter(Boolean).join(', '),
        look: assessmentLook(report.assessment),
        words: report.summary,
      }))}
      contract={
        page.contract === null
          ? undefined
          : {
              look: CONTRACT_LOOKS[page.contract.state],
              base: page.contract.base && {
                words: `${page.contract.base.title} r${page.contract.base.number}`,
                href: page.contract.base.href,
              },
            }
      }
      dissent={input.dissent === '' ? [] : [{ who: TEXT.you, words: input.dissent }]}
      view={{ words: TEXT.view, digest: page.viewDigest }}
      digest={page.release.digest}
      checks={[
        { words: TEXT.checks.statement, holds: matches },
        { words: TEXT.checks.independent, holds: page.refusal === null },
        { words: TEXT.checks.findings, holds: page.stands.approve === null },
        { words: TEXT.checks.key, holds: shown === null ? null : true },
      ]}
      capacity={{
        value: page.capacity,
        options: [{ value: page.capacity, words: TEXT.capacities[page.capacity] }],
        onChange: () => undefined,
      }}
      ceremony={{
        endsAt: shown?.expiresAt ?? null,
        busy: stage === 'preparing' || stage === 'asking' || stage === 'recording',
        prepare: editing ? (stage === 'preparing' ? TEXT.preparing : TEXT.prepare) : undefined,
        onSign: () => void (editing ? ceremony.begin(input) : ceremony.sign()),
        onRestart: () => void ceremony.begin(input),
        refusal: missing ?? (matches === false ? TEXT.mismatch : undefined),
        problem: ceremony.problem ?? undefined,
      }}
      elsewhere={null}
      after={rulings}
      onDecline={() => router.push(releaseHref)}
    />
  );
}
