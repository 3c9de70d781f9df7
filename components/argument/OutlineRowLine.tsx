'use client';

import { memo, type KeyboardEvent } from 'react';
import { Avatar } from '@/components/ui/Avatar';
import { cx } from '@/components/ui/cx';
import { GsnGlyph } from '@/components/ui/GsnGlyph';
import { Icon } from '@/components/ui/Icon';
import { entryMap } from '@/core/argument/fieldEdits';
import { sameFields } from './sameFields';
import { useSource, type Colleague } from './source';
import { TEXT } from './text';
import { useLiveText, useSharedText } from './useSharedText';
import type { VisibleRow } from './useTree';

export interface RowMarks {
  evidence: number;
  doubts: number;
  stops: number;
  supportingOnly: boolean;
}

export interface OutlineRowLineProps {
  row: VisibleRow;
  id: string;
  selected: boolean;
  /** Exactly one row can be tabbed to. */
  reachable: boolean;
  editing: boolean;
  marks: RowMarks | undefined;
  visitors: Colleague[];
  /** The statement with its parameters filled in. */
  words: string;
  onSelect: (row: VisibleRow) => void;
  onToggle: (key: string) => void;
  onEditKey: (event: KeyboardEvent<HTMLInputElement>, row: VisibleRow) => void;
  onEditEnd: () => void;
}

function StatementInput(props: OutlineRowLineProps) {
  const { row, onEditKey, onEditEnd } = props;
  const source = useSource();
  const { ref, value, onChange } = useSharedText<HTMLInputElement>(
    useLiveText(entryMap(source.structure, 'nodes', row.node.id), 'text'),
    source.origin,
  );
  return (
    <input
      ref={ref}
      className="rowinput"
      // Opened by the person's own key press, which asked for it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      aria-label={`${TEXT.inspector.statement} ${row.node.identifier}`}
      placeholder={TEXT.inspector.placeholder}
      value={value}
      onChange={onChange}
      onBlur={onEditEnd}
      onKeyDown={(event) => onEditKey(event, row)}
    />
  );
}

function Marks(props: { row: VisibleRow; marks: RowMarks | undefined }) {
  const { node, repeated } = props.row;
  const marks = props.marks;
  return (
    <span className="m">
      {marks && marks.doubts > 0 && (
        <Icon name="challenge" className="c-doubt" label={TEXT.marks.doubts(marks.doubts)} />
      )}
      {marks && marks.stops > 0 && (
        <Icon name="fail" className="c-bad" label={TEXT.checks.freeze(marks.stops)} />
      )}
      {repeated && <span>{TEXT.repeated} </span>}
      {node.openProblem && <span title={TEXT.marks.openLong}>{TEXT.marks.open} </span>}
      {node.claim === 'not-claimed' && <span>{TEXT.marks.notClaimed} </span>}
      {marks?.supportingOnly && <span>{TEXT.marks.supports} </span>}
      {node.undeveloped && <Icon name="undeveloped" label={TEXT.marks.undeveloped} />}
      {marks && marks.evidence > 0 && <span>{TEXT.marks.evidence(marks.evidence)}</span>}
    </span>
  );
}

/** The line as it is read aloud: its kind, then what is seen, then what only icons show. */
function rowName(row: VisibleRow, words: string, marks: RowMarks | undefined): string {
  const { node, repeated } = row;
  const { doubts = 0, stops = 0, evidence = 0, supportingOnly = false } = marks ?? {};
  return [
    `${TEXT.kinds[node.kind]} ${node.identifier}: ${words || TEXT.noStatement}`,
    repeated && TEXT.repeated,
    node.openProblem && TEXT.marks.open,
    node.claim === 'not-claimed' && TEXT.marks.notClaimed,
    supportingOnly && TEXT.marks.supports,
    evidence > 0 && TEXT.marks.evidence(evidence),
    node.undeveloped && TEXT.marks.undeveloped,
    doubts > 0 && TEXT.marks.doubts(doubts),
    stops > 0 && TEXT.checks.freeze(stops),
  ]
    .filter(Boolean)
    .join(', ');
}

/** One line of the outline. A keystroke elsewhere makes new rows that read the same: not drawn again. */
export const OutlineRowLine = memo(function OutlineRowLine(props: OutlineRowLineProps) {
  const { row, id, selected, reachable, editing, marks, visitors, words } = props;
  const { node } = row;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      {...(row.childCount > 0 && !row.repeated ? { 'aria-expanded': row.open } : {})}
      aria-label={rowName(row, words, marks)}
      tabIndex={reachable ? 0 : -1}
      className={cx('n', selected && 'on', node.claim === 'not-claimed' && 'off')}
      data-depth={Math.min(row.depth, 16)}
      onClick={() => props.onSelect(row)}
    >
      <span className="indent" aria-hidden="true" />
      <span
        className="tw"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onToggle(row.key);
        }}
      >
        {row.childCount > 0 && !row.repeated ? (row.open ? '▾' : '▸') : ''}
      </span>
      <GsnGlyph kind={node.kind} />
      {/* Spaces keep the words apart where the line is read as one text. */}
      <span className="id">{node.identifier}</span>{' '}
      {editing ? (
        <StatementInput {...props} />
      ) : (
        <span className={cx('t', words === '' && 'ink3')}>{words || TEXT.noStatement}</span>
      )}{' '}
      {!editing && <Marks row={row} marks={marks} />}
      {visitors.map((visitor) => (
        <Avatar key={visitor.key} name={visitor.name} colour={visitor.colour} small />
      ))}
    </div>
  );
}, isSame);

function isSame(before: OutlineRowLineProps, after: OutlineRowLineProps): boolean {
  const { row, marks, visitors } = after;
  return (
    sameFields({ ...before, row, marks, visitors }, after) &&
    sameFields(before.row, row) &&
    sameFields(before.marks ?? {}, marks ?? {}) &&
    sameFields(before.visitors, visitors)
  );
}
