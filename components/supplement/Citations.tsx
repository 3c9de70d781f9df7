'use client';

import { useState } from 'react';
import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Button, IconButton } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Id } from '@/components/ui/Id';
import { Segmented } from '@/components/ui/Segmented';
import { Statement } from '@/components/ui/Statement';
import { StatusOf } from '@/components/ui/Status';
import type { ContractCitation } from '@/core/argument/document';
import { removeNode } from '@/core/argument/edits';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import type { Citation } from '@/core/supplement/citations';
import { citationState } from '@/core/supplement/citationState';
import { sayHowCited } from '@/core/supplement/contractEdits';
import { CitedDrawing } from './CitedDrawing';
import { CiteGoal } from './CiteGoal';
import { ContextMatches } from './ContextMatches';
import { citationLook, citationNote } from './looks';
import { TEXT } from './text';

const t = TEXT.citations;

/** Everything that the supplement cites of its base, with the state of each citation. */
export function Citations(props: {
  base: BaseInterface;
  citations: readonly Citation[];
  argument: Argument;
  nodeHref: (identifier: string) => string;
}) {
  const { base, citations, argument, nodeHref } = props;
  const { readOnly } = useSource();
  const [citing, setCiting] = useState(false);
  return (
    <>
      {citations.length === 0 ? (
        <p className="ink2">{t.none}</p>
      ) : (
        <>
          <CitedDrawing citations={citations} />
          {citations.map((citation) => (
            <OneCitation
              key={citation.away}
              citation={citation}
              argument={argument}
              nodeHref={nodeHref}
            />
          ))}
          <p className="meta mt-2">{t.confirm}</p>
        </>
      )}
      {!readOnly && (
        <div className="acts mt-3">
          <Button onClick={() => setCiting(true)}>{t.cite}</Button>
        </div>
      )}
      {citing && <CiteGoal base={base} argument={argument} onClose={() => setCiting(false)} />}
    </>
  );
}

function OneCitation(props: {
  citation: Citation;
  argument: Argument;
  nodeHref: (identifier: string) => string;
}) {
  const { citation, argument, nodeHref } = props;
  const { away, identifier, reference, goal, cite, lines } = citation;
  const { structure, origin, undo, readOnly } = useSource();
  const [removing, setRemoving] = useState(false);
  const state = citationState(citation);
  const head = goal?.identifier ?? reference.node;
  return (
    <section className="citation" aria-label={`${identifier}: ${head}`}>
      <div className="two">
        <span className="names">
          <Id href={nodeHref(identifier)}>{identifier}</Id> → <Id>{head}</Id>
        </span>
        {!readOnly && (
          <IconButton icon="close" label={t.remove(identifier)} onClick={() => setRemoving(true)} />
        )}
      </div>
      {goal && <Statement size="small" of={goal.statement} />}
      <p className="states">
        <StatusOf look={citationLook(state)} note={citationNote(state)} />
      </p>
      {goal && (
        <div className="how">
          <Segmented<ContractCitation['citing']>
            legend={t.how(identifier)}
            value={cite?.citing ?? null}
            disabled={readOnly}
            options={[
              { value: 'absolute', words: t.absolute, disabled: goal.reach !== 'absolute' },
              { value: 'bounded-with-context-match', words: t.bounded },
            ]}
            onChange={(citing) => {
              undo.stopCapturing();
              sayHowCited(structure, { away, goal }, citing, origin);
            }}
          />
          {goal.reach !== 'absolute' && <span className="meta">{t.notAbsolute}</span>}
        </div>
      )}
      {lines.length > 0 && <ContextMatches citation={citation} argument={argument} goal={head} />}
      <Dialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t.removeTitle(identifier)}
        description={t.removeLead}
        acts={
          <>
            <Button
              look="main"
              onClick={() => {
                undo.stopCapturing();
                removeNode(structure, away, origin);
                setRemoving(false);
              }}
            >
              {t.removeAct}
            </Button>
            <Button look="text" onClick={() => setRemoving(false)}>
              {t.keep}
            </Button>
          </>
        }
      />
    </section>
  );
}
