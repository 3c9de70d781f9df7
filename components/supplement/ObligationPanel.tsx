'use client';

import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { TEXT as SCOPE } from '@/components/argument/scope/text';
import { Button } from '@/components/ui/Button';
import { Id } from '@/components/ui/Id';
import { Keys } from '@/components/ui/Kbd';
import { Statement } from '@/components/ui/Statement';
import { Problem } from '@/components/ui/Field';
import { Head } from '@/components/ui/Title';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { dispositionRecords, keepDisposition } from '@/core/supplement/contractEdits';
import type { Obligation } from '@/core/supplement/obligations';
import { ClaimsOnIt } from './ClaimsOnIt';
import { DispositionForm } from './DispositionForm';
import { sentence } from './sentence';
import { TEXT } from './text';

const t = TEXT.demand;

/** One demand of the base: its words, how it is disposed of, and one's own argument on it. */
export function ObligationPanel(props: {
  obligation: Obligation;
  at: number;
  all: number;
  base: BaseInterface;
  argument: Argument;
  /** Where a node of the argument is edited. */
  nodeHref: (identifier: string) => string;
}) {
  const { obligation, at, all, base, argument, nodeHref } = props;
  const { condition, problems } = obligation;
  const source = useSource();
  const records = dispositionRecords(source.structure, base, condition);
  const [record] = records;
  const general = problems.filter((problem) => problem.at === null && record !== undefined);
  return (
    <section className="demand" aria-labelledby="demand">
      <div className="measure">
        <div className="where">
          <span className="meta">
            <Id>{condition.identifier}</Id> {SCOPE.conditions.kinds[condition.kind].toLowerCase()},{' '}
            {SCOPE.conditions.severities[condition.severity].toLowerCase()}
          </span>
          <span className="meta">
            {t.of(at, all)} <Keys keys={['j', 'k']} />
          </span>
        </div>
        <h2 id="demand" className="focus">
          <span className="visually-hidden">{condition.identifier}: </span>
          <Statement as="span" size="focus" of={condition.text} />
        </h2>
        {records.length > 1 ? (
          <div className="clash">
            <Problem>{t.several(records.length)}</Problem>
            <ol>
              {records.map((one, index) => (
                <li key={one.id} className="entry">
                  <span className="meta">{index + 1}</span>
                  <div>
                    <p>
                      <b>{t.ways[one.disposition].words}</b>{' '}
                      <span className="ink2">
                        {[
                          ...one.by.map((id) => argument.index.nodes.get(id)?.identifier),
                          one.owner,
                          one.compensating,
                          one.rationale,
                        ]
                          .filter(Boolean)
                          .join(', ')}
                      </span>
                    </p>
                    {!source.readOnly && (
                      <Button
                        onClick={() => {
                          source.undo.stopCapturing();
                          keepDisposition(source.structure, base, condition, one.id, source.origin);
                        }}
                      >
                        {t.keep(index + 1)}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ol>
          </div>
        ) : (
          general.map(({ words }) => <Problem key={words}>{sentence(words)}</Problem>)
        )}
        <DispositionForm
          key={condition.id}
          base={base}
          condition={condition}
          record={record ?? null}
          problems={problems}
          argument={argument}
          nodeHref={nodeHref}
        />
        <Head level={3} className="mt-5 mb-2">
          {t.argument}
        </Head>
        <ClaimsOnIt
          nodes={(record?.by ?? []).flatMap((id) => argument.index.nodes.get(id) ?? [])}
          argument={argument}
          nodeHref={nodeHref}
        />
      </div>
    </section>
  );
}
