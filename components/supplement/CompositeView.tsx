'use client';

import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Diagram } from '@/components/argument/Diagram';
import type { ForeignModule } from '@/components/argument/diagramModules';
import { marksOf } from '@/components/argument/marks';
import { ArgumentContext, type ArgumentSource } from '@/components/argument/source';
import { argumentOf, type Argument } from '@/components/argument/useArgument';
import { describeFailure, useTRPC } from '@/components/data/trpc';
import { ArgumentOutline } from '@/components/release/ArgumentOutline';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { LoadingRows } from '@/components/ui/Loading';
import { Segmented } from '@/components/ui/Segmented';
import type { Id } from '@/core/argument/document';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { compositeOf } from '@/core/supplement/composite';
import { CompositeNode } from './CompositeNode';
import { compositeDrawn, compositeOutline } from './compositeOutline';
import { TEXT } from './text';

const t = TEXT.composite;
const EVERY_DEPTH = 100;

/** One's own argument with what it cites of the base around it, read only: outline and diagram. */
export function CompositeView(props: {
  source: ArgumentSource;
  argument: Argument;
  base: BaseInterface;
  nodeHref: (identifier: string) => string;
  switcher: ReactNode;
}) {
  const { source, argument, base, nodeHref, switcher } = props;
  const settled = useDeferredValue(argument);
  const trpc = useTRPC();
  const [orgSlug = '', caseSlug = ''] = base.path.split('/');
  const page = useQuery(
    trpc.publication.page.queryOptions({ orgSlug, caseSlug, number: base.number }),
  );
  const lines = page.data?.outline;
  const composite = useMemo(
    () => (lines ? compositeOf(settled.document, base, lines) : null),
    [settled, base, lines],
  );
  const merged = useMemo(
    () => (composite === null ? null : argumentOf(compositeDrawn(composite))),
    [composite],
  );
  const foreign = useMemo(
    (): ForeignModule => ({
      name: t.module(base.title, base.number),
      ids: composite?.base ?? new Set(),
      withheld: new Set(composite?.withheld.keys()),
    }),
    [composite, base],
  );
  const marks = useMemo(() => marksOf(settled.document, []), [settled]);
  const entries = useMemo(() => (composite ? compositeOutline(composite) : []), [composite]);
  const [shape, setShape] = useState<'diagram' | 'outline'>('diagram');
  const [selected, setSelected] = useState<Id | null>(argument.document.root);
  const readOnly = useMemo((): ArgumentSource => ({ ...source, readOnly: true }), [source]);
  const tools = (
    <>
      {switcher}
      <Segmented
        legend={t.views}
        value={shape}
        onChange={setShape}
        options={[
          { value: 'diagram', words: t.diagram },
          { value: 'outline', words: t.outline },
        ]}
      />
    </>
  );
  if (page.error) {
    const { message, requestId } = describeFailure(page.error);
    return (
      <div className="fill">
        <div className="railhead">{switcher}</div>
        <ErrorState
          happened={message}
          requestId={requestId ?? undefined}
          act={<Button onClick={() => void page.refetch()}>{TEXT.retry}</Button>}
        />
      </div>
    );
  }
  if (merged === null) {
    return (
      <div className="fill">
        <div className="railhead">{switcher}</div>
        <div className="pad-4">
          <LoadingRows rows={10} label={t.loading} />
        </div>
      </div>
    );
  }
  if (shape === 'outline') {
    return (
      <div className="cols compositeoutline">
        <section aria-label={t.label}>
          <div className="railhead">{tools}</div>
          <div className="sheetpage narrow-measure">
            <p className="ink2 mb-4">{t.lead}</p>
            <ArgumentOutline entries={entries} openDepth={EVERY_DEPTH} />
          </div>
        </section>
      </div>
    );
  }
  return (
    <ArgumentContext value={readOnly}>
      <div className="cols workspace composite">
        <div className="middle">
          <Diagram
            argument={merged}
            selected={selected}
            onSelect={setSelected}
            marks={marks}
            switcher={tools}
            foreign={foreign}
          />
        </div>
        <CompositeNode
          node={selected === null ? null : (merged.index.nodes.get(selected) ?? null)}
          parameters={merged.document.parameters}
          cited={selected !== null && foreign.ids.has(selected)}
          withheld={selected !== null && foreign.withheld.has(selected)}
          moduleName={foreign.name}
          nodeHref={nodeHref}
        />
      </div>
    </ArgumentContext>
  );
}
