'use client';

import Link from 'next/link';
import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import { GsnGlyph } from '@/components/ui/GsnGlyph';
import { Icon } from '@/components/ui/Icon';
import { Id as Identifier } from '@/components/ui/Id';
import { StatementRuns } from '@/components/ui/Statement';
import type { StatementSegment } from '@/components/ui/statementSegments';
import type { ArgumentNode } from '@/core/argument/document';
import { SIGNS } from '@/core/evidence/criterion';
import type { NodeRecords } from './documentRecords';
import { TEXT as WORDS } from './documentText';
import type { EvidenceItem } from './evidence';
import { TEXT } from './text';

/** Levels down to which claims are headings; deeper ones share the last. */
const DEEPEST_HEADING = 6;

export interface DocumentPassageProps {
  node: ArgumentNode;
  /** A claim of the line of argument; all else belongs to the claim above it. */
  isClaim: boolean;
  number: string;
  level: number;
  arguedAt: string | null;
  statement: StatementSegment[];
  /** Grey words behind the statement, as one text. */
  notes: string;
  off: boolean;
  selected: boolean;
  records: NodeRecords | undefined;
  items: ReadonlyMap<string, EvidenceItem>;
  href: (item: EvidenceItem) => string;
}

/** One statement with its number and identifier in the margin, and what is recorded about it. */
export function DocumentPassage(props: DocumentPassageProps) {
  const { node, isClaim, number, level, arguedAt, statement, notes, off, selected } = props;
  const heading = Math.min(level + 2, DEEPEST_HEADING);
  return (
    <div
      className={cx(
        'passage',
        isClaim ? `claim l${Math.min(level, 2)}` : 'beside',
        off && 'off',
        selected && 'on',
      )}
      data-passage={node.id}
    >
      <span className="number">{isClaim ? number : <GsnGlyph kind={node.kind} />}</span>
      <button type="button" className="id" aria-pressed={selected}>
        {node.identifier}
      </button>
      <div>
        <p
          className={cx('stmt', isClaim ? level < 2 && 'big' : 'small')}
          {...(isClaim ? { role: 'heading', 'aria-level': heading } : {})}
        >
          {!isClaim && <span className="kind">{TEXT.kinds[node.kind]}</span>}
          {statement.length === 0 ? (
            <span className="ink3">{TEXT.noStatement}</span>
          ) : (
            <StatementRuns of={statement} />
          )}
          {notes && <span className="notes"> {notes}</span>}
        </p>
        {arguedAt !== null && <p className="meta">{WORDS.arguedAt(arguedAt)}</p>}
        {props.records && <Records records={props.records} items={props.items} href={props.href} />}
      </div>
    </div>
  );
}

const Records = memo(function Records(props: {
  records: NodeRecords;
  items: DocumentPassageProps['items'];
  href: DocumentPassageProps['href'];
}) {
  const { records, items, href } = props;
  return (
    <dl className="records">
      {records.criteria.map((criterion) => (
        <div key={criterion.id}>
          <dt>{WORDS.criterion}</dt>
          <dd>
            <span className="mono">
              {criterion.metric} {SIGNS[criterion.comparator]} {criterion.value} {criterion.unit}
            </span>
            {criterion.failure && <> {WORDS.wrongIf(criterion.failure)}</>}
          </dd>
        </div>
      ))}
      {records.evidence.map((reference) => {
        const item = items.get(reference.evidence);
        return (
          <div key={reference.id}>
            <dt>{WORDS.evidence}</dt>
            <dd>
              {item ? (
                <>
                  <Identifier>{item.identifier}</Identifier>{' '}
                  <Link href={href(item)}>{item.title}</Link> {standingOf(item)}
                </>
              ) : (
                WORDS.gone
              )}
              {reference.shows && <>. {reference.shows}</>}
            </dd>
          </div>
        );
      })}
      {records.doubts.map((defeater) => (
        <div key={defeater.id}>
          <dt>
            <Icon name="challenge" className={defeater.response ? 'c-mute' : 'c-doubt'} />
            <Identifier>{defeater.identifier}</Identifier>
          </dt>
          <dd>
            {WORDS.doubts[defeater.kind]}: {defeater.text}{' '}
            {defeater.response ? (
              <>
                <b>{WORDS.answer}:</b> {defeater.response}
              </>
            ) : (
              <b>{WORDS.notAnswered}</b>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
});

function standingOf({ latest, illustrative }: EvidenceItem): string {
  if (latest === null) return WORDS.noFile;
  const parts = [WORDS.version(latest.number), WORDS.states[latest.state]];
  return [...parts, ...(illustrative ? [WORDS.illustrative] : [])].join(', ');
}
