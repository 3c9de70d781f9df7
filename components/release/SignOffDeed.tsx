'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { CommandBlock } from '@/components/ui/CommandBlock';
import { Digest } from '@/components/ui/Digest';
import { Problem, Select } from '@/components/ui/Field';
import { Id } from '@/components/ui/Id';
import { Statement } from '@/components/ui/Statement';
import type { StatementSegment } from '@/components/ui/statementSegments';
import { Status, StatusOf, type StatusLook } from '@/components/ui/Status';
import { Head, Meta } from '@/components/ui/Title';
import { Countdown, useEnded } from './Countdown';
import { TEXT } from './text';

type Words = string | StatementSegment[];

export interface SignOffDeedProps {
  /** The decision as a question: "Whether Larch 2 may be operated in …". */
  question: string;
  /** What is decided on: title, release, candidate, frozen when and by whom. */
  standing: string;
  claim: { identifier: string; statement: Words };
  /** What will be signed, in words, with its numbered conditions. */
  decision: { words: string; conditions: Words[] };
  /** Takes the place of `decision` while it is still being made. */
  decisionForm?: ReactNode;
  /** Open problems and undeveloped claims; each is accepted by name. */
  openProblems: { id: string; identifier: string; statement: Words; accepted: boolean }[];
  onAccept: (id: string, accepted: boolean) => void;
  /** What the case does not claim; absent when it claims everything in it. */
  notClaimed?: Words | undefined;
  /** Signed reports of the assessors: who, what they conclude, in which words. */
  reports?: { who: string; look: StatusLook; words: string }[] | undefined;
  /** Of a supplement: how the contract with its base stands. */
  contract?: { look: StatusLook; base: { words: string; href: string } | null } | undefined;
  dissent: { who: string; words: string }[];
  /** The view that the signer read: its name and digest. */
  view: { words: string; digest: string };
  /** Release digest, 64 hex digits. */
  digest: string;
  /** What this device checked itself; null while it has not been checked. */
  checks: { words: string; holds: boolean | null }[];
  capacity: {
    value: string;
    options: { value: string; words: string }[];
    onChange: (value: string) => void;
  };
  ceremony: {
    /** RFC 3339 instant at which the challenge lapses; null before there is one. */
    endsAt: string | null;
    busy: boolean;
    /** What the button says before there is a statement to sign. */
    prepare?: string | undefined;
    onSign: () => void;
    /** Asks for a new challenge after the old one lapsed. */
    onRestart: () => void;
    /** Why signing is not possible now, in words a person can act on. */
    refusal?: string | undefined;
    /** What went wrong with the last try. */
    problem?: string | undefined;
  };
  /** Signing the same bytes outside; null where that is not offered. */
  elsewhere: { command: string; bytesHref: string; onUpload: () => void } | null;
  onDecline: () => void;
  /** Under the clauses: what else this person may do before the decision. */
  after?: ReactNode;
}

function Clause(props: { head: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.head}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Clauses(props: SignOffDeedProps) {
  const { claim, decision, decisionForm, openProblems, onAccept, notClaimed, view } = props;
  const { reports, contract, dissent } = props;
  return (
    <dl className="clauses">
      <Clause head={TEXT.deed.claim}>
        <p className="stmt">
          <Id className="mr-2">{claim.identifier}</Id>
          <Statement as="span" of={claim.statement} />
        </p>
      </Clause>
      <Clause head={TEXT.deed.decision}>
        {decisionForm ?? (
          <>
            <p className="stmt">
              <b>{decision.words}</b>
            </p>
            <ol className="numbered">
              {decision.conditions.map((condition, index) => (
                <li key={index}>
                  <span className="num">{index + 1}</span>
                  <Statement as="span" of={condition} />
                </li>
              ))}
            </ol>
          </>
        )}
      </Clause>
      <Clause head={TEXT.deed.notShown}>
        <p className="lead">
          {openProblems.length === 0
            ? TEXT.deed.notShownNone
            : TEXT.deed.notShownLead(openProblems.length)}
        </p>
        <ul className="byname">
          {openProblems.map(({ id, identifier, statement, accepted }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  className="tick"
                  checked={accepted}
                  onChange={(event) => onAccept(id, event.target.checked)}
                />
                <Id>{identifier}</Id>
                <Statement as="span" of={statement} />
              </label>
            </li>
          ))}
        </ul>
      </Clause>
      {notClaimed && (
        <Clause head={TEXT.deed.notClaimed}>
          <Statement of={notClaimed} />
        </Clause>
      )}
      {contract && (
        <Clause head={TEXT.deed.contract}>
          <p>
            <StatusOf
              look={contract.look}
              note={contract.base && <a href={contract.base.href}>{contract.base.words}</a>}
            />
          </p>
          <p className="ink2">{TEXT.deed.contractWords}</p>
        </Clause>
      )}
      {reports && reports.length > 0 && (
        <Clause head={TEXT.deed.reports}>
          {reports.map(({ who, look, words }) => (
            <div key={who} className="mb-2">
              <p>
                <StatusOf look={look} note={who} />
              </p>
              <p className="stmt prewrap">{words}</p>
            </div>
          ))}
        </Clause>
      )}
      <Clause head={TEXT.deed.dissent}>
        {dissent.length === 0 ? (
          <p className="lead">{TEXT.deed.dissentNone}</p>
        ) : (
          dissent.map(({ who, words }) => (
            <p key={who} className="stmt">
              {who}: <i>“{words}”</i> {TEXT.deed.published}
            </p>
          ))
        )}
      </Clause>
      <Clause head={TEXT.deed.effect}>
        <p className="stmt">
          {TEXT.deed.effectWords} {TEXT.deed.youRead(view.words)} <Digest value={view.digest} />.
        </p>
      </Clause>
    </dl>
  );
}

function SignButton(props: { ceremony: SignOffDeedProps['ceremony']; ended: boolean }) {
  const { ceremony, ended } = props;
  if (ended) {
    return (
      <Button look="main" tall wide onClick={ceremony.onRestart}>
        {TEXT.deed.restart}
      </Button>
    );
  }
  return (
    <Button
      look="main"
      tall
      wide
      icon={ceremony.prepare === undefined ? 'passkey' : undefined}
      busy={ceremony.busy}
      disabled={ceremony.refusal !== undefined}
      onClick={ceremony.onSign}
    >
      {ceremony.prepare ?? (ceremony.busy ? TEXT.deed.signing : TEXT.deed.sign)}
    </Button>
  );
}

function Checks(props: Pick<SignOffDeedProps, 'checks'>) {
  return (
    <ul className="checklist">
      {props.checks.map(({ words, holds }) => (
        <li key={words}>
          <Status
            icon={holds === null ? 'empty' : holds ? 'pass' : 'fail'}
            tone={holds === null ? 'mute' : holds ? 'ok' : 'bad'}
            quiet={holds !== false}
          >
            {words}
            <span className="visually-hidden">
              {' '}
              {holds === null ? TEXT.deed.notChecked : holds ? TEXT.deed.holds : TEXT.deed.fails}
            </span>
          </Status>
        </li>
      ))}
    </ul>
  );
}

/**
 * The page on which a decision is signed: in plain words what is decided, what is not shown, who
 * dissents, what signing does; beside it the full digest, what this device checked, and the key.
 */
export function SignOffDeed(props: SignOffDeedProps) {
  const { question, standing, digest, checks, capacity, ceremony, elsewhere, onDecline } = props;
  const ended = useEnded(ceremony.endsAt);
  const said = ceremony.problem ?? ceremony.refusal;
  return (
    <div className="deed">
      <article className="text">
        <Meta as="p" className="asked">
          {TEXT.deed.asked}
        </Meta>
        <h1>{question}</h1>
        <p className="standing">{standing}</p>
        <Clauses {...props} />
        {props.after}
      </article>
      <aside className="sign">
        <section>
          <Head>{TEXT.deed.digest}</Head>
          <Digest value={digest} length="block" />
          <p className="meta mt-2">{TEXT.deed.digestHint}</p>
        </section>
        <section className="part">
          <Head>{TEXT.deed.checked}</Head>
          <Checks checks={checks} />
        </section>
        <section className="part">
          <Select
            label={TEXT.deed.capacity}
            value={capacity.value}
            options={capacity.options}
            onChange={(event) => capacity.onChange(event.target.value)}
          />
        </section>
        <section>
          <div className="hide-s">
            <SignButton ceremony={ceremony} ended={ended} />
          </div>
          {said && <Problem>{said}</Problem>}
          <p className="meta mt-2 hide-s">
            {ended ? (
              TEXT.deed.ended
            ) : (
              <>
                {TEXT.deed.nothingLeaves}
                {ceremony.endsAt !== null && (
                  <>
                    {' '}
                    {TEXT.deed.endsIn} <Countdown to={ceremony.endsAt} />.
                  </>
                )}
              </>
            )}
          </p>
        </section>
        <section className="part last">
          {elsewhere && (
            <>
              <p className="ink2 mb-2">{TEXT.deed.elsewhere}</p>
              <CommandBlock command={elsewhere.command} />
            </>
          )}
          <p className="acts mt-2">
            {elsewhere && (
              <>
                <a href={elsewhere.bytesHref} download>
                  {TEXT.deed.download}
                </a>
                <button type="button" className="linkish" onClick={elsewhere.onUpload}>
                  {TEXT.deed.upload}
                </button>
              </>
            )}
            <button type="button" className="linkish quiet push" onClick={onDecline}>
              {TEXT.deed.decline}
            </button>
          </p>
        </section>
      </aside>
      <div className="phonebar only-s">
        <SignButton ceremony={ceremony} ended={ended} />
        <p className="meta two">
          <span>
            {TEXT.deed.digestShort} <Digest value={digest} />
          </span>
          {ceremony.endsAt !== null && !ended && (
            <span>
              {TEXT.deed.endsInShort} <Countdown to={ceremony.endsAt} />
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
