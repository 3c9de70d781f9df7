'use client';

import type { ReactNode } from 'react';
import { compareIdentifiers } from '@/core/argument/outline';
import { GsnGlyph } from '@/components/ui/GsnGlyph';
import type { Id, NodeKind } from '@/core/argument/document';
import type { Finding } from '@/core/checks/finding';
import type { EvidenceItem } from './evidence';
import { BodySection } from './inspector/BodySection';
import { CriteriaSection } from './inspector/CriteriaSection';
import { DoubtsSection } from './inspector/DoubtsSection';
import { EvidenceSection } from './inspector/EvidenceSection';
import { IndicatorsSection } from './inspector/IndicatorsSection';
import { LinksSection } from './inspector/LinksSection';
import { StandingSection } from './inspector/StandingSection';
import { StatementSection } from './inspector/StatementSection';
import { TEXT } from './text';
import type { Argument } from './useArgument';

export interface InspectorProps {
  argument: Argument;
  selected: Id | null;
  onSelect: (node: Id) => void;
  onKind: (node: Id, kind: NodeKind) => void;
  findings: readonly Finding[];
  evidence: ReadonlyMap<string, EvidenceItem>;
  evidenceHref: (item: EvidenceItem) => string;
  evidencePicker: (onChosen: (id: string) => void, onClose: () => void) => ReactNode;
  /** Judgements of assessors on the last release, and comments: rows, not part of the document. */
  judgements: (node: Id) => ReactNode;
  comments: (node: Id, statement: string) => ReactNode;
}

/** Everything about the selected node, in the order in which authors need it. */
export function Inspector(props: InspectorProps) {
  const { argument, selected, evidence } = props;
  const { document, index, cited } = argument;
  const node = selected ? index.nodes.get(selected) : undefined;
  if (!node)
    return (
      <aside className="rail right insp" aria-label={TEXT.inspector.label}>
        <p className="meta pad-4">{TEXT.inspector.none}</p>
      </aside>
    );
  const references = document.evidence.filter((each) => each.node === node.id);
  const below = (index.children.get(node.id) ?? [])
    .map(({ to }) => to)
    .filter((id) => index.nodes.get(id)?.kind === 'solution');
  const within = document.evidence.filter(
    (each) => each.node === node.id || below.includes(each.node),
  );
  const items = [...new Set(within.map((each) => each.evidence))].flatMap(
    (id) => evidence.get(id) ?? [],
  );
  const criteria = document.criteria.filter((each) => each.node === node.id);
  const claims = node.kind === 'goal';
  return (
    <aside className="rail right insp" aria-label={TEXT.inspector.label}>
      <div className="railhead">
        <h2 className="insphead">
          <GsnGlyph kind={node.kind} /> <span className="id">{node.identifier}</span>
          <span className="meta">
            {TEXT.kinds[node.kind]},{' '}
            {node.public ? TEXT.inspector.mayBeCited : TEXT.inspector.mayNotBeCited}
          </span>
        </h2>
      </div>
      <div className="scroll" key={node.id}>
        <StatementSection node={node} parameters={document.parameters} cited={cited} />
        <StandingSection
          node={node}
          index={index}
          parameters={document.parameters}
          judgements={props.judgements(node.id)}
          onKind={(kind) => props.onKind(node.id, kind)}
        />
        {claims && <CriteriaSection node={node.id} criteria={criteria} evidence={items} />}
        {claims && (
          <IndicatorsSection
            node={node.id}
            indicators={document.indicators
              .filter((each) => each.node === node.id)
              .toSorted((a, b) => compareIdentifiers(a.identifier, b.identifier))}
            findings={props.findings}
          />
        )}
        {(node.kind === 'solution' || references.length > 0) && (
          <EvidenceSection
            node={node.id}
            references={references}
            items={evidence}
            href={props.evidenceHref}
            picker={props.evidencePicker}
          />
        )}
        <DoubtsSection
          about={node}
          defeaters={document.defeaters
            .filter(({ target }) => 'node' in target && target.node === node.id)
            .toSorted((a, b) => compareIdentifiers(a.identifier, b.identifier))}
        />
        <BodySection node={node.id} identifier={node.identifier} />
        <LinksSection node={node} index={index} root={document.root} onSelect={props.onSelect} />
        {props.comments(node.id, node.text)}
      </div>
    </aside>
  );
}
