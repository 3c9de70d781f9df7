import type { ReactNode } from 'react';
import { formatInstant } from '@/components/ui/dates';
import { Digest } from '@/components/ui/Digest';
import { Icon } from '@/components/ui/Icon';
import { TEXT } from './text';

export interface SignOffReceiptProps {
  /** "You approved, with two conditions." */
  words: string;
  signedAt: string;
  statementDigest: string;
  /** Index in the log, grouped; null until it is included. */
  logIndex: string | null;
  /** Name and enrolment date of the key. */
  signingKey: string;
  next: string;
  receiptHref: string;
  act?: ReactNode;
}

/** What the signer takes away: what was signed, where it is logged, what happens now. */
export function SignOffReceipt(props: SignOffReceiptProps) {
  const { words, signedAt, statementDigest, logIndex, signingKey, next, receiptHref, act } = props;
  return (
    <article className="state centred">
      <p className="meta">
        <Icon name="pass" /> {TEXT.receipt.done}
      </p>
      <h1 className="title">{words}</h1>
      <dl className="kv ruled mt-4 pt-3">
        <dt>{TEXT.receipt.at}</dt>
        <dd>{formatInstant(signedAt)}</dd>
        <dt>{TEXT.receipt.statement}</dt>
        <dd>
          <Digest value={statementDigest} length="full" copy />
        </dd>
        {logIndex !== null && (
          <>
            <dt>{TEXT.receipt.log}</dt>
            <dd className="num">{logIndex}</dd>
          </>
        )}
        <dt>{TEXT.receipt.key}</dt>
        <dd>{signingKey}</dd>
        <dt>{TEXT.receipt.next}</dt>
        <dd>{next}</dd>
      </dl>
      <div className="acts">
        {act}
        <a className="btn" href={receiptHref} download>
          {TEXT.receipt.download}
        </a>
      </div>
      <p className="meta mt-3">{TEXT.receipt.keep}</p>
    </article>
  );
}
