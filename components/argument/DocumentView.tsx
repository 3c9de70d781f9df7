'use client';

import { useEffect, useMemo, useRef, type MouseEvent, type RefObject } from 'react';
import { KeyValues } from '@/components/ui/Entry';
import { formatDate } from '@/components/ui/dates';
import { StatementRuns } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import type { CaseDocument, Id } from '@/core/argument/document';
import { numberedRows } from '@/core/argument/numbering';
import { filledText } from '@/core/argument/parameters';
import { statementOf } from '@/core/argument/statement';
import { unclaimedNodes } from '@/core/diagram/unclaimedNodes';
import { DocumentPassage } from './DocumentPassage';
import { notesOf, recordsByNode } from './documentRecords';
import { TEXT as WORDS } from './documentText';
import type { EvidenceItem } from './evidence';
import { TEXT as SCOPE } from './scope/text';
import type { Argument } from './useArgument';

/**
 * The argument as a report has it and as it prints: claims numbered in reading order, identifiers in
 * the margin, contexts, criteria and evidence where they belong. It is read here; what is selected is
 * edited beside it.
 */
export function DocumentView(props: {
  argument: Argument;
  selected: Id | null;
  onSelect: (node: Id) => void;
  evidence: ReadonlyMap<string, EvidenceItem>;
  evidenceHref: (item: EvidenceItem) => string;
}) {
  const { argument, selected, onSelect, evidence, evidenceHref } = props;
  const { document, index, rows, cited } = argument;
  const frame = useRef<HTMLElement>(null);
  const numbered = useMemo(() => numberedRows(rows), [rows]);
  const off = useMemo(() => unclaimedNodes(document, index), [document, index]);
  const records = useMemo(() => recordsByNode(document), [document]);
  const supporting = useMemo(
    () => new Set(document.nodes.flatMap(({ choice }) => choice?.supportingOnly ?? [])),
    [document],
  );
  useScrollTo(frame, selected);
  const firstParked = numbered.find(({ row }) => row.parked)?.row;
  // The identifier's button does the same by keyboard; words that are being marked stay unpressed.
  const press = ({ target }: MouseEvent) => {
    const passage = target instanceof Element ? target.closest('[data-passage]') : null;
    const node = passage?.getAttribute('data-passage');
    if (node && window.getSelection()?.isCollapsed !== false) onSelect(node);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <article ref={frame} className="reading" aria-label={WORDS.label} onClick={press}>
      <FrontMatter document={document} />
      {numbered.map(({ row, number, level, arguedAt }) => {
        const { node, parentLink } = row;
        const isGoal = node.kind === 'goal' || node.kind === 'away-goal';
        const passage = (
          <DocumentPassage
            key={parentLink?.id ?? node.id}
            node={node}
            isClaim={isGoal && row.role === 'support'}
            number={number}
            level={level}
            arguedAt={arguedAt}
            statement={statementSegments(statementOf(node, cited), document.parameters)}
            notes={unbroken(
              notesOf(node, index.nodes, supporting.has(node.id), document.parameters),
            )}
            off={off.has(node.id)}
            selected={node.id === selected}
            records={row.repeated ? undefined : records.get(node.id)}
            items={evidence}
            href={evidenceHref}
          />
        );
        if (row !== firstParked) return passage;
        return [
          <p key="parked" className="meta parkedhead">
            {WORDS.parked}
          </p>,
          passage,
        ];
      })}
      <BackMatter document={document} />
    </article>
  );
}

/** Notes break between each other and not within. */
function unbroken(notes: string[]): string {
  return notes.map((note) => note.replaceAll(' ', '\u00a0')).join(', ');
}

/** Brings the selection into sight: to the middle at first, later no further than it must. */
function useScrollTo(frame: RefObject<HTMLElement | null>, selected: Id | null): void {
  const hasLooked = useRef(false);
  useEffect(() => {
    if (selected === null) return;
    const passage = frame.current?.querySelector(`[data-passage="${CSS.escape(selected)}"]`);
    if (!passage) return;
    passage.scrollIntoView({ block: hasLooked.current ? 'nearest' : 'center' });
    hasLooked.current = true;
  }, [frame, selected]);
}

/** Title, and what the case is about as far as that is said. */
function FrontMatter({ document }: { document: CaseDocument }) {
  const { subject, setting, decision, window } = document.facts;
  const entries = [
    { term: WORDS.system, value: [subject.name, subject.version].filter(Boolean).join(', ') },
    { term: WORDS.setting, value: setting.name },
    { term: WORDS.decision, value: decision },
    {
      term: WORDS.window,
      value: window.until && WORDS.until(formatDate(window.from), formatDate(window.until)),
    },
  ].filter(({ value }) => value !== '');
  return (
    <header>
      <h1>{filledText(document.title, document.parameters)}</h1>
      {entries.length > 0 && <KeyValues entries={entries} />}
    </header>
  );
}

/** What the argument holds under, and what it does not cover. */
function BackMatter({ document }: { document: CaseDocument }) {
  const { conditions, facts, parameters } = document;
  return (
    <>
      {conditions.length > 0 && (
        <section>
          <h2>{WORDS.conditions}</h2>
          {conditions.map(({ id, identifier, kind, severity, text }) => (
            <div key={id} className="passage demand">
              <span className="number" />
              <span className="id">{identifier}</span>
              <p className="stmt">
                <StatementRuns of={statementSegments(text, parameters)} />
                <span className="notes">
                  {' '}
                  {SCOPE.conditions.kinds[kind]},{' '}
                  {SCOPE.conditions.severities[severity].toLowerCase()}
                </span>
              </p>
            </div>
          ))}
        </section>
      )}
      {facts.notCovered.length > 0 && (
        <section>
          <h2>{WORDS.notCovered}</h2>
          <ul className="stmt">
            {facts.notCovered.map((text, at) => (
              <li key={at}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
