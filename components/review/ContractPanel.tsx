'use client';

import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { CONTRACT_LOOKS } from '@/components/supplement/looks';
import { Digest } from '@/components/ui/Digest';
import { Entry } from '@/components/ui/Entry';
import { TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { Id } from '@/components/ui/Id';
import { Segmented } from '@/components/ui/Segmented';
import { Statement } from '@/components/ui/Statement';
import { Status, StatusOf } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import type { ContractReview } from '@/server/reviews/contract';
import { ContractDispositions } from './ContractDispositions';
import { CONTRACT } from './contractText';

type Citation = ContractReview['citations'][number];
type Line = Citation['lines'][number];
type Verdict = keyof typeof CONTRACT.verdicts;
const VERDICTS: Verdict[] = ['matches', 'differs'];

/** A supplement's contract for its assessors: every citation, every context line, every disposition. */
export function ContractPanel(props: {
  contract: ContractReview;
  roundId: string | null;
  onChanged: () => void;
}) {
  const { contract, roundId, onChanged } = props;
  const { base, citations, conditions, signed } = contract;
  return (
    <section className="claim" aria-labelledby="contract">
      <div className="measure">
        <div className="where">
          <StatusOf look={CONTRACT_LOOKS[contract.state]} />
          <span className="meta">
            {base.title} r{base.number} <Digest value={base.digest} />
          </span>
        </div>
        <h2 id="contract" className="title focus">
          {CONTRACT.head}
        </h2>
        <p className="ink2">{contract.open ? CONTRACT.lead : CONTRACT.readOnly}</p>
        {signed.length > 0 && (
          <ul className="mt-2">
            {signed.map(({ personId, person, verdict }) => (
              <li key={personId}>
                <StatusOf look={CONTRACT_LOOKS[verdict]} note={person} />
              </li>
            ))}
          </ul>
        )}
        <Head level={3} className="mt-5 mb-2" count={citations.length}>
          {CONTRACT.citations}
        </Head>
        {citations.length === 0 && <p className="ink2">{CONTRACT.noCitations}</p>}
        {citations.map((citation) => (
          <CitationReview
            key={citation.away.id}
            citation={citation}
            roundId={contract.open ? roundId : null}
            onChanged={onChanged}
          />
        ))}
        <Head level={3} className="mt-6 mb-2" count={conditions.length}>
          {CONTRACT.conditions}
        </Head>
        <ContractDispositions conditions={conditions} />
      </div>
    </section>
  );
}

function CitationReview(props: {
  citation: Citation;
  /** Null for those who read and do not judge. */
  roundId: string | null;
  onChanged: () => void;
}) {
  const { citation, roundId, onChanged } = props;
  const { away, localNote, goal, citing, lines, note } = citation;
  return (
    <section className="citation" aria-label={away.identifier}>
      <p>
        <Id>{away.identifier}</Id> {CONTRACT.cites} <Id>{goal?.identifier ?? '?'}</Id>{' '}
        <span className="meta">{CONTRACT.citing[citing] ?? CONTRACT.citing['']}</span>
      </p>
      {goal === null ? (
        <Status icon="fail" tone="bad">
          {CONTRACT.unknownGoal}
        </Status>
      ) : (
        <Statement of={goal.statement ?? CONTRACT.withheld} />
      )}
      {goal?.notClaimed && (
        <p>
          <Status icon="fail" tone="bad">
            {CONTRACT.notClaimed}
          </Status>
        </p>
      )}
      {[localNote, note].filter(Boolean).map((words) => (
        <p key={words} className="meta">
          {words}
        </p>
      ))}
      {lines.map((line) => (
        <MatchLine
          key={line.context.id}
          awayId={away.id}
          line={line}
          roundId={roundId}
          onChanged={onChanged}
        />
      ))}
    </section>
  );
}

/** One context of the base beside the own ones, and the assessor's own verdict on it. */
function MatchLine(props: {
  awayId: string;
  line: Line;
  roundId: string | null;
  onChanged: () => void;
}) {
  const { awayId, line, roundId, onChanged } = props;
  const { context, locals, own } = line;
  const trpc = useTRPC();
  const judge = useMutation(trpc.reviews.judgeMatch.mutationOptions({ onSuccess: onChanged }));
  const [value, setValue] = useState<Verdict | null>(
    VERDICTS.find((known) => known === own?.value) ?? null,
  );
  const [note, setNote] = useState(own?.note ?? '');
  const send = (verdict: Verdict) => {
    if (roundId === null) return;
    judge.mutate({ roundId, awayId, contextId: context.id, value: verdict, note });
  };
  return (
    <div className="matchline" data-context={context.identifier}>
      <FormError problems={problemsOf(judge.error)} />
      <div className="pair">
        <Entry margin={<Id>{context.identifier}</Id>}>
          <p className="meta">{CONTRACT.inBase}</p>
          <Statement size="small" of={context.statement ?? CONTRACT.withheld} />
        </Entry>
        <div>
          {locals.length === 0 && (
            <Entry margin={<span />}>
              <p className="meta">{CONTRACT.here}</p>
              <p className="bad">{CONTRACT.nothing}</p>
            </Entry>
          )}
          {locals.map((local) => (
            <Entry key={local.id} margin={<Id>{local.identifier}</Id>}>
              <p className="meta">{CONTRACT.here}</p>
              <Statement size="small" of={local.statement ?? CONTRACT.withheld} />
            </Entry>
          ))}
        </div>
      </div>
      {(roundId !== null || value !== null) && (
        <div className="verdict">
          <Segmented<Verdict>
            legend={CONTRACT.verdictOn(context.identifier)}
            value={value}
            disabled={roundId === null}
            options={VERDICTS.map((each) => ({ value: each, words: CONTRACT.verdicts[each] }))}
            onChange={(verdict) => {
              setValue(verdict);
              send(verdict);
            }}
          />
          <TextField
            label={CONTRACT.noteOn(context.identifier)}
            silentLabel
            placeholder={CONTRACT.notePlaceholder}
            value={note}
            maxLength={4_000}
            readOnly={roundId === null || value === null}
            onChange={({ target }) => setNote(target.value)}
            onBlur={() => {
              if (value !== null && note !== (own?.note ?? '')) send(value);
            }}
          />
          <span className="meta" role="status">
            {judge.isPending ? CONTRACT.saving : own !== null && roundId !== null && CONTRACT.saved}
          </span>
        </div>
      )}
    </div>
  );
}
