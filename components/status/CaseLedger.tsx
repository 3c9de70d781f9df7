import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatDate, formatInstant } from '@/components/ui/dates';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import { Ledger, TwoLines, type Column } from '@/components/ui/Ledger';
import { Status, StatusOf } from '@/components/ui/Status';
import { TabLinks } from '@/components/ui/Tabs';
import { Title } from '@/components/ui/Title';
import { cx } from '@/components/ui/cx';
import { WindowRuler } from '@/components/ui/WindowRuler';
import type { FindingSeverity } from '@/core/workflow/finding';
import type { ReleaseState } from '@/core/workflow/release';
import { ExampleWord } from './ExampleWord';
import { InForceStatus } from './InForce';
import { RELEASE_STATE_LOOKS } from './looks';
import { TEXT } from './text';

export interface LedgerRow {
  id: string;
  href: string;
  title: string;
  /** "meridian/larch-2-scheming" */
  path: string;
  /** Of the worked example. */
  example: boolean;
  /** A supplement: hangs under the row of its base. */
  child: boolean;
  subject: string;
  setting: string;
  /** Latest release; null while there is only a draft. */
  release: number | null;
  releaseNote?: string | undefined;
  status:
    | {
        kind: 'computed';
        inForce: boolean;
        suspended?: boolean;
        /** A supplement that only waits for its base. */
        onHold?: boolean;
        failing?: string | undefined;
      }
    | { kind: 'state'; state: 'draft' | ReleaseState; note?: string | undefined };
  /** Local dates; empty while not set. */
  window: { from: string; until: string };
  openFindings: Partial<Record<FindingSeverity, number>>;
  next: { date: string; words: string; overdue?: boolean | undefined } | null;
}

export interface CaseLedgerProps {
  rows: LedgerRow[];
  /** "9 you can see, of 5 organisations" */
  summary: string;
  /** The first is the one that leaves nothing out. */
  filters: { href: string; words: string; count?: number | undefined; current: boolean }[];
  /** The filter as it stands in the address, with a way to keep it. */
  filterNote?: ReactNode;
  exportHref: string;
  /** The main act: new case. */
  act?: ReactNode;
  /** Today as a local date, and the instant of the computation. */
  today: string;
  computedAt: string;
  checkpoint: { size: string; when: string } | null;
}

const COLUMNS: Column[] = [
  { key: 'case', head: TEXT.ledger.case },
  { key: 'subject', head: TEXT.ledger.subject },
  { key: 'release', head: TEXT.ledger.release },
  { key: 'status', head: TEXT.ledger.status },
  { key: 'window', head: TEXT.ledger.window },
  { key: 'findings', head: TEXT.ledger.findings },
  { key: 'next', head: TEXT.ledger.next },
];

const SEVERITY_WORDS: [FindingSeverity, string][] = [
  ['blocking', 'critical'],
  ['major', 'major'],
  ['minor', 'minor'],
  ['observation', 'noted'],
];

function CaseName(props: { row: LedgerRow }) {
  const { href, title, path, example } = props.row;
  return (
    <div className="in">
      <Link className="name" href={href}>
        {title}
      </Link>
      <span className="sub">{path}</span>
      {example && <ExampleWord />}
    </div>
  );
}

function RowStatus(props: { status: LedgerRow['status'] }) {
  const { status } = props;
  if (status.kind === 'state') {
    return (
      <TwoLines
        first={<StatusOf look={RELEASE_STATE_LOOKS[status.state]} />}
        second={status.note}
        hung
      />
    );
  }
  return (
    <TwoLines
      first={
        <InForceStatus
          inForce={status.inForce}
          suspended={status.suspended}
          onHold={status.onHold}
        />
      }
      second={status.failing}
      hung
    />
  );
}

function OpenFindings(props: { counts: LedgerRow['openFindings'] }) {
  const open = SEVERITY_WORDS.flatMap(([severity, word]) => {
    const count = props.counts[severity] ?? 0;
    return count > 0 ? [{ severity, words: TEXT.findings(word, count) }] : [];
  });
  const [worst, ...others] = open;
  if (!worst) return <span className="ink3">{TEXT.ledger.none}</span>;
  return (
    <TwoLines
      first={
        <span
          className={cx(
            worst.severity === 'blocking' && 'bad strong',
            worst.severity !== 'major' && worst.severity !== 'blocking' && 'ink2',
          )}
        >
          {worst.words}
        </span>
      }
      second={others.length > 0 ? others.map(({ words }) => words).join(', ') : undefined}
    />
  );
}

function NextDate(props: { next: LedgerRow['next'] }) {
  const { next } = props;
  if (!next) return <span className="ink3">{TEXT.ledger.noneSet}</span>;
  return (
    <TwoLines
      first={
        next.overdue ? (
          <Status icon="clock" tone="bad">
            {TEXT.ledger.overdue}
          </Status>
        ) : (
          <time dateTime={next.date} title={formatDate(next.date)}>
            {formatDate(next.date, 'day')}
          </time>
        )
      }
      second={next.words}
    />
  );
}

/** The cases as a ledger: supplements hang under their base; in force or the term that fails. */
export function CaseLedger(props: CaseLedgerProps) {
  const { rows, summary, filters, filterNote, exportHref, act, today, computedAt, checkpoint } =
    props;
  // Nothing under the filter that leaves nothing out: there is no case yet.
  const firstTime = rows.length === 0 && filters[0]?.current === true;
  return (
    <div className="sheetpage">
      <div className="pagehead">
        <Title>{TEXT.ledger.title}</Title>
        <span className="ink2">{summary}</span>
        <span className="sp" />
        <a className="btn text" href={exportHref} download>
          <Icon name="download" />
          {TEXT.ledger.export}
        </a>
        {!firstTime && act}
      </div>
      <div className="filterbar">
        <TabLinks label={TEXT.ledger.filters} tabs={filters} />
        <span className="sp" />
        {filterNote}
      </div>
      {rows.length === 0 ? (
        <EmptyState
          sentence={firstTime ? TEXT.ledger.empty : TEXT.ledger.emptyFilter}
          act={firstTime ? act : undefined}
        />
      ) : (
        <div className="ledgerbox">
          <Ledger caption={TEXT.ledger.caption} columns={COLUMNS} className="cases">
            {rows.map((row) => (
              <tr key={row.id} className={row.child ? 'child' : undefined}>
                <td>
                  <CaseName row={row} />
                </td>
                <td>
                  <TwoLines first={row.subject} second={row.setting} />
                </td>
                <td>
                  <TwoLines
                    first={
                      row.release === null ? (
                        <span className="meta">{TEXT.ledger.draft}</span>
                      ) : (
                        <span className="num">r{row.release}</span>
                      )
                    }
                    second={row.releaseNote}
                  />
                </td>
                <td>
                  <RowStatus status={row.status} />
                </td>
                <td>
                  <WindowRuler from={row.window.from} until={row.window.until} today={today} />
                </td>
                <td>
                  <OpenFindings counts={row.openFindings} />
                </td>
                <td>
                  <NextDate next={row.next} />
                </td>
              </tr>
            ))}
          </Ledger>
        </div>
      )}
      <p className="colophon">
        <span>{TEXT.ledger.computed(formatInstant(computedAt))}</span>
        {checkpoint && (
          <span className="push">
            <Icon name="log" />
            {TEXT.ledger.checkpoint} <b className="num">{checkpoint.size}</b> {checkpoint.when}
          </span>
        )}
      </p>
    </div>
  );
}
