'use client';

import type { ReactNode } from 'react';
import { SEVERITY_LOOKS } from '@/components/status/looks';
import { Avatar, type PresenceColour } from '@/components/ui/Avatar';
import { Button } from '@/components/ui/Button';
import { cx } from '@/components/ui/cx';
import { Id } from '@/components/ui/Id';
import { Status, StatusOf } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import { TEXT } from './text';

type Severity = keyof typeof SEVERITY_LOOKS;

export interface FindingLine {
  id: string;
  identifier: string;
  severity: Severity;
  /** "open, 4 days", "answered", "open, due 2 Dec" */
  state: string;
  title: string;
  /** Anchor, due date, who may close it: one line. */
  about: ReactNode;
  /** What was said last, shown while the finding is open in the rail. */
  said?:
    | { who: string; where: string; words: string; colour?: PresenceColour | undefined }[]
    | undefined;
  /** What this person may do; a missing act is not offered. */
  onReply?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
}

export interface PendingLine {
  id: string;
  kind: Severity | 'doubt';
  /** Anchor of the finding or target of the doubt. */
  identifier: string;
  title: string;
  onOpen?: (() => void) | undefined;
}

function Finding(props: { finding: FindingLine; open: boolean; onOpen: () => void }) {
  const { finding, open, onOpen } = props;
  return (
    <li className={cx('find-row', open && 'on')}>
      <p className="two">
        <span>
          <StatusOf look={SEVERITY_LOOKS[finding.severity]} />
          <Id>{finding.identifier}</Id>
        </span>
        <span className="meta">{finding.state}</span>
      </p>
      <p className="what">
        <button type="button" className="text-left" aria-expanded={open} onClick={onOpen}>
          {finding.title}
        </button>
      </p>
      <p className={open ? 'ink2 mt-1' : 'meta mt-0.5'}>{finding.about}</p>
      {open &&
        finding.said?.map(({ who, where, words, colour }, index) => (
          <div className="said" key={index}>
            <Avatar name={who} colour={colour} decorative />
            <p>
              {words}
              <span className="meta">{where}</span>
            </p>
          </div>
        ))}
      {open && (finding.onReply || finding.onClose) && (
        <p className="acts">
          {finding.onReply && <Button onClick={finding.onReply}>{TEXT.reply}</Button>}
          {finding.onClose && <Button onClick={finding.onClose}>{TEXT.close}</Button>}
        </p>
      )}
    </li>
  );
}

function Pending(props: { line: PendingLine }) {
  const { kind, identifier, title, onOpen } = props.line;
  return (
    <li className="find-row">
      <p>
        {kind === 'doubt' ? (
          <Status icon="challenge" tone="doubt">
            {TEXT.doubt}
          </Status>
        ) : (
          <StatusOf look={SEVERITY_LOOKS[kind]} />
        )}{' '}
        <Id>{identifier}</Id>{' '}
        {onOpen ? (
          <button type="button" className="text-left" onClick={onOpen}>
            {title}
          </button>
        ) : (
          title
        )}
      </p>
    </li>
  );
}

/** Findings of this release by severity, the open one with its thread; below, what is not sent yet. */
export function FindingsRail(props: {
  findings: FindingLine[];
  /** Identifier of the finding whose thread is open. */
  open: string | null;
  onOpen: (id: string | null) => void;
  pending: PendingLine[];
  /** Slot under the open finding: a reply form. */
  children?: ReactNode;
}) {
  const { findings, open, onOpen, pending, children } = props;
  return (
    <aside className="rail right" aria-label={TEXT.findings}>
      <div className="railhead">
        <Head count={findings.length}>{TEXT.findings}</Head>
        {pending.length > 0 && <span className="meta">{TEXT.notSent(pending.length)}</span>}
      </div>
      {findings.length === 0 && <p className="meta remark">{TEXT.noFindings}</p>}
      <ul>
        {findings.map((finding) => (
          <Finding
            key={finding.id}
            finding={finding}
            open={finding.id === open}
            onOpen={() => onOpen(finding.id === open ? null : finding.id)}
          />
        ))}
      </ul>
      {children}
      {pending.length > 0 && (
        <>
          <div className="railhead">
            <Head count={pending.length}>{TEXT.pending}</Head>
          </div>
          <ul>
            {pending.map((line) => (
              <Pending key={line.id} line={line} />
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
