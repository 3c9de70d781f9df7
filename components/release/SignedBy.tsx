import { Digest } from '@/components/ui/Digest';
import { DateOf } from '@/components/ui/Time';
import { StatusOf, type StatusLook } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import { TEXT } from './text';

export interface SignerLine {
  id: string;
  /** Null once the person's name was erased; the signature stays. */
  name: string | null;
  /** "Decision-maker, Frontier Systems Board" */
  capacity: string;
  at: string;
  /** What was said: approved, partly supported, dissent. */
  look: StatusLook;
  note?: string | undefined;
  /** Digest of the signed statement. */
  statementDigest: string;
  href?: string | undefined;
}

/** Who signed what, when and in which capacity. */
export function SignedBy(props: { signers: SignerLine[] }) {
  return (
    <section className="signed">
      <Head>{TEXT.signedBy}</Head>
      {props.signers.length === 0 ? (
        <p className="ink2 mt-2">{TEXT.nobodySigned}</p>
      ) : (
        <ul className="signers">
          {props.signers.map(({ id, name, capacity, at, look, note, statementDigest, href }) => (
            <li key={id}>
              <p className="two">
                <b>{name ?? TEXT.unnamed}</b>
                <span className="ink3">
                  <DateOf at={at} style="full" />
                </span>
              </p>
              <p className="ink2">{capacity}</p>
              <p className="two">
                <StatusOf look={look} note={note} />
                {href ? (
                  <a href={href} className="dg">
                    <Digest value={statementDigest} />
                  </a>
                ) : (
                  <Digest value={statementDigest} />
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
