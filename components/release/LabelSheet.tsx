import Link from 'next/link';
import { InForceStatus } from '@/components/status/InForce';
import { Digest } from '@/components/ui/Digest';
import { formatInstant } from '@/components/ui/dates';
import { ExampleMark } from './ExampleMark';
import { LabelTable, type LabelSection } from './LabelTable';
import { fitSheet, shortStatus } from './sheetFit';
import { TEXT } from './text';

export interface LabelSheetProps {
  title: string;
  organisation: string;
  path: string;
  number: number;
  digest: string;
  base: string | null;
  example: boolean;
  /** Says that the label is a summary. */
  incomplete: string;
  sections: LabelSection[];
  inForce: boolean;
  onHold: boolean;
  suspended: boolean;
  failing: string[];
  computedAt: string;
}

/** The label of a release alone, made to be printed on one page and hung where the system is used. */
export function LabelSheet(props: LabelSheetProps) {
  const { title, organisation, path, number, digest, base, example } = props;
  const href = `/r/${path}/${number}`;
  const status = shortStatus(props.failing.join(' '));
  const head = { title: TEXT.label.title(title), lead: props.incomplete, status, example };
  const { sections, size, left } = fitSheet(props.sections, head);
  return (
    <article className="doc labelsheet" data-size={size}>
      <header className="masthead">
        <p className="crumbs">
          <span>{base ? TEXT.kind.supplementTo(base) : TEXT.kind.base}</span>
          <span>{TEXT.label.of(organisation, path, number)}</span>
        </p>
        <h1>{TEXT.label.title(title)}</h1>
        {example && <ExampleMark />}
        <p className="lead">{props.incomplete}</p>
        <p>
          <InForceStatus
            inForce={props.inForce}
            suspended={props.suspended}
            onHold={props.onHold}
            today
          />{' '}
          <span className="ink2">{status}</span>
        </p>
      </header>
      <LabelTable sections={sections} />
      {left > 0 && <p className="meta">{TEXT.label.left(left)}</p>}
      <footer className="colophon">
        <Digest value={digest} length="full" />
        <p className="meta">
          {TEXT.label.printed(formatInstant(props.computedAt))} <Link href={href}>{href}</Link>
        </p>
        <p className="meta no-print">
          <Link href={href}>{TEXT.label.back}</Link>
        </p>
      </footer>
    </article>
  );
}
