'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Countdown, useEnded } from '@/components/release/Countdown';
import { ACCOUNT } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { formatInstant } from '@/components/ui/dates';
import { Digest } from '@/components/ui/Digest';
import { Problem, Select } from '@/components/ui/Field';
import { LoadingDocument } from '@/components/ui/Loading';
import { Head } from '@/components/ui/Title';
import type { Ceremony, ShownStatement } from './useCeremony';
import { TEXT } from './text';

/**
 * What is about to be signed, in words and as exact bytes, with the act itself. Everything shown is
 * read out of the bytes. `onAgain` prepares a fresh statement, with another key where one is given.
 */
export function SignPanel(props: {
  ceremony: Ceremony;
  onAgain: (keyId?: string) => void;
  onCancel: () => void;
  onSigned?: (() => void) | undefined;
}) {
  const { ceremony, onAgain, onCancel, onSigned } = props;
  const { shown, stage, problem, needsKey } = ceremony;
  const ended = useEnded(shown?.expiresAt ?? null);
  const busy = stage === 'asking' || stage === 'recording';
  async function sign() {
    if (await ceremony.sign()) onSigned?.();
  }
  return (
    <div className="signpanel">
      {stage === 'preparing' && !shown && (
        <LoadingDocument entries={2} label={TEXT.panel.preparing} />
      )}
      {shown && <Shown shown={shown} busy={busy} onKey={onAgain} />}
      <div role="status" aria-live="polite">
        {problem && (
          <Problem>
            {problem} {needsKey && <Link href={ACCOUNT.keys}>{TEXT.problem.enrol}</Link>}
          </Problem>
        )}
        {ended && !busy && <Problem>{TEXT.panel.ended}</Problem>}
      </div>
      <div className="acts mt-4">
        {shown && !ended && (
          <Button look="main" icon="passkey" busy={busy} onClick={() => void sign()}>
            {stage === 'asking'
              ? TEXT.panel.asking
              : stage === 'recording'
                ? TEXT.panel.recording
                : TEXT.panel.sign}
          </Button>
        )}
        {(ended || (!shown && problem !== null)) && !needsKey && (
          <Button look="main" busy={stage === 'preparing'} onClick={() => onAgain()}>
            {TEXT.panel.again}
          </Button>
        )}
        <Button look="text" onClick={onCancel}>
          {TEXT.panel.cancel}
        </Button>
        {shown && !ended && (
          <span className="meta push">
            {TEXT.panel.left} <Countdown to={shown.expiresAt} />
          </span>
        )}
      </div>
      {shown && !ended && <p className="meta mt-2">{TEXT.panel.nothing}</p>}
    </div>
  );
}

function Shown(props: { shown: ShownStatement; busy: boolean; onKey: (keyId: string) => void }) {
  const { shown, busy, onKey } = props;
  const { words, prepared } = shown;
  const { predicate, subject } = prepared.statement;
  return (
    <>
      <p className="meta">{TEXT.panel.lead}</p>
      <section className="ruled mt-3 pt-3" aria-label={TEXT.panel.signs}>
        {words.sentences.map((sentence) => (
          <p key={sentence} className="stmt">
            {sentence}
          </p>
        ))}
        {words.prose.map(({ head, text, note }, index) => (
          <div key={index} className="mt-2">
            <Head level={3}>
              {head}
              {note && <span className="meta"> {note}</span>}
            </Head>
            <p className="stmt small quoted">{text}</p>
          </div>
        ))}
        <dl className="kv mt-3">
          <dt>{TEXT.panel.subject}</dt>
          <dd>
            {subject[0].name} <Digest value={subject[0].digest.sha256} length="half" />
          </dd>
          <dt>{TEXT.panel.organisation}</dt>
          <dd>{predicate.organisation}</dd>
          <dt>{TEXT.panel.key}</dt>
          <dd>
            {shown.key.name} <Digest value={predicate.signedBy} />
          </dd>
          {words.facts.map(({ term, value, digest }) => (
            <Fact key={term} term={term}>
              {digest ? <Digest value={value} length="half" /> : value}
            </Fact>
          ))}
          <dt>{TEXT.panel.issued}</dt>
          <dd>{formatInstant(predicate.issuedAt)}</dd>
        </dl>
        {shown.keys.length > 1 && (
          <Select
            className="mt-2"
            label={TEXT.panel.otherKey}
            value={shown.key.keyId}
            disabled={busy}
            options={shown.keys.map(({ keyId, name }) => ({ value: keyId, words: name }))}
            onChange={(event) => onKey(event.target.value)}
          />
        )}
      </section>
      <section className="line mt-3 pt-3">
        <Head level={3}>{TEXT.panel.digest}</Head>
        <Digest value={prepared.sha256} length="block" />
        <p className="meta mt-1">{TEXT.panel.digestNote}</p>
        <details className="mt-2">
          <summary>{TEXT.panel.bytes}</summary>
          <pre className="cmd mt-2">{new TextDecoder().decode(prepared.payload)}</pre>
        </details>
      </section>
    </>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
