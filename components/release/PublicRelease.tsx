import Link from 'next/link';
import type { ReactNode } from 'react';
import { InForceBox, InForceLine, type InForceProps } from '@/components/status/InForce';
import { CommandBlock } from '@/components/ui/CommandBlock';
import { formatDate } from '@/components/ui/dates';
import { Digest } from '@/components/ui/Digest';
import { DataTable } from '@/components/ui/Ledger';
import { Head } from '@/components/ui/Title';
import type { SupplementLine } from '@/server/publication/supplements';
import { DateOf } from '@/components/ui/Time';
import { ArgumentOutline, type OutlineEntry } from './ArgumentOutline';
import { ExampleMark } from './ExampleMark';
import { LabelTable, type LabelSection } from './LabelTable';
import { SignedBy, type SignerLine } from './SignedBy';
import { SupplementTable } from './SupplementTable';
import { fileSize, TEXT } from './text';

interface HistoryLine {
  id: string;
  at: string;
  words: string;
  /** Index of the log leaf; null for what is not logged. */
  logIndex: number | null;
}

export interface PublicReleaseProps {
  kind: 'base' | 'supplement';
  /** Of a supplement: the release it is pinned to. */
  base: { words: string; href: string | null } | null;
  number: number;
  publishedAt: string;
  title: string;
  /** One sentence: who argues what, for which setting, until when. */
  lead: string;
  /** Made by the worked example: watermarked. */
  example: boolean;
  status: InForceProps;
  /** "97 of 365 days left", for the narrow head. */
  left?: string | undefined;
  label: LabelSection[];
  signers: SignerLine[];
  /** Release digest, 64 hex digits. */
  digest: string;
  bundle: { href: string; fileName: string; bytes: number | null };
  verifyHref: string;
  argument: { entries: OutlineEntry[]; shown: number; total: number; withheld: number };
  /** Null where the argument cannot be shown as a diagram. */
  diagram?: ReactNode;
  /** What is watched after release, and how it stands. */
  watched?: ReactNode;
  /** Further sections between argument and history: decision, review, what is withheld. */
  more?: ReactNode;
  supplements: SupplementLine[];
  /** "12 in all, 9 in force, 3 on hold" */
  supplementCounts?: string | undefined;
  /** Where all of them are listed; null when they are all here. */
  supplementsHref: string | null;
  /** Where a supplement to this release is begun; null where nothing can be built on it. */
  buildOnHref: string | null;
  /** The label alone, for print. */
  labelHref: string;
  history: HistoryLine[];
  citation: string;
  plainHref: string | null;
  jsonHref: string | null;
}

function Masthead(props: PublicReleaseProps) {
  const { kind, base, number, publishedAt, title, lead, example, status, left } = props;
  const kindWords =
    kind === 'base'
      ? TEXT.kind.base
      : base
        ? TEXT.kind.supplementTo(base.words)
        : TEXT.kind.supplement;
  return (
    <div className="masthead">
      {example && <ExampleMark />}
      <p className="crumbs">
        <span>{base?.href ? <Link href={base.href}>{kindWords}</Link> : kindWords}</span>
        <span>{TEXT.release(number)}</span>
        <span>
          <DateOf at={publishedAt} style="long" />
        </span>
      </p>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <div className="narrow">
        <InForceLine {...status} left={left} />
      </div>
    </div>
  );
}

function CheckIt(props: Pick<PublicReleaseProps, 'digest' | 'bundle' | 'verifyHref'>) {
  const { digest, bundle, verifyHref } = props;
  return (
    <section className="check" id="check">
      <Head>{TEXT.check.head}</Head>
      <Digest value={digest} length="full" copy />
      <CommandBlock command={`casewright verify ${bundle.fileName}`} />
      <p className="links">
        <a href={bundle.href} download={bundle.fileName}>
          {bundle.bytes === null
            ? TEXT.check.download('').replace(/, $/, '')
            : TEXT.check.download(fileSize(bundle.bytes))}
        </a>
        <a href={verifyHref}>{TEXT.check.browser}</a>
      </p>
    </section>
  );
}

/** A section of the set page: a 2 px rule, its head, a grey note beside it. */
export function Section(props: {
  head: string;
  note?: ReactNode;
  id: string;
  children: ReactNode;
}) {
  return (
    <section className="sect" aria-labelledby={props.id}>
      <div className="open">
        <h2 id={props.id}>{props.head}</h2>
        {props.note && <span className="meta">{props.note}</span>}
      </div>
      {props.children}
    </section>
  );
}

function Supplements(props: Pick<PublicReleaseProps, 'supplements' | 'supplementsHref'>) {
  const { supplements, supplementsHref } = props;
  if (supplements.length === 0) return <p className="ink2">{TEXT.supplements.none}</p>;
  return (
    <>
      <SupplementTable lines={supplements} />
      {supplementsHref && (
        <p className="mt-2">
          <Link href={supplementsHref}>{TEXT.supplements.all}</Link>
        </p>
      )}
    </>
  );
}

function History(props: { lines: HistoryLine[] }) {
  return (
    <DataTable caption={TEXT.history.caption} stack>
      {props.lines.map(({ id, at, words, logIndex }) => (
        <tr key={id}>
          <td className="num ink2">{formatDate(at)}</td>
          <td>{words}</td>
          <td className="mono ink3 r">{logIndex === null ? '' : TEXT.log(logIndex)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

/**
 * The public page of a release: label first, then status today with its terms, who signed, how to
 * check it elsewhere, the argument with what is withheld, what builds on it, its history. Renders
 * on the server and reads whole without JavaScript.
 */
export function PublicRelease(props: PublicReleaseProps) {
  const { status, label, signers, argument, diagram, history } = props;
  return (
    <div className="doc">
      <Masthead {...props} />
      <div className="docgrid">
        <div>
          <LabelTable sections={label} />
          <p className="meta mt-2 no-print">
            <Link href={props.labelHref}>{TEXT.label.alone}</Link>
          </p>
        </div>
        <aside>
          <InForceBox {...status} />
          <SignedBy signers={signers} />
          <CheckIt {...props} />
        </aside>
      </div>
      {props.watched}
      <Section
        id="argument"
        head={TEXT.argument.head}
        note={
          <>
            {TEXT.argument.view(argument.shown, argument.total, argument.withheld)}
            {diagram && (
              <>
                . <a href="#diagram">{TEXT.argument.diagram}</a>
              </>
            )}
          </>
        }
      >
        <ArgumentOutline entries={argument.entries} />
      </Section>
      {diagram && (
        <Section id="diagram" head={TEXT.argument.diagram}>
          {diagram}
        </Section>
      )}
      {props.more}
      {props.kind === 'base' && (
        <Section id="supplements" head={TEXT.supplements.head} note={props.supplementCounts}>
          <Supplements {...props} />
          {props.buildOnHref && (
            <p className="mt-2">
              <Link href={props.buildOnHref}>{TEXT.supplements.buildOn}</Link>
            </p>
          )}
        </Section>
      )}
      <Section id="history" head={TEXT.history.head}>
        <History lines={history} />
      </Section>
      <footer className="docfoot colophon">
        <span>
          {TEXT.foot.cite} {props.citation}
        </span>
        {props.plainHref && (
          <span className="push">
            <a href={props.plainHref}>{TEXT.foot.plain}</a>
          </span>
        )}
        {props.jsonHref && (
          <span className={props.plainHref ? undefined : 'push'}>
            <a href={props.jsonHref}>{TEXT.foot.json}</a>
          </span>
        )}
      </footer>
    </div>
  );
}
