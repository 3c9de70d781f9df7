'use client';

import { useState } from 'react';
import { RecordArea, RecordLine } from '@/components/argument/scope/fields';
import { useSource } from '@/components/argument/source';
import type { Argument } from '@/components/argument/useArgument';
import { Button, IconButton } from '@/components/ui/Button';
import { Problem } from '@/components/ui/Field';
import { Id } from '@/components/ui/Id';
import { RadioOptions, type RadioOption } from '@/components/ui/RadioOptions';
import { Statement } from '@/components/ui/Statement';
import { statementSegments } from '@/components/ui/statementSegments';
import { DISPOSITIONS, type Disposition } from '@/core/argument/document';
import { removeRecord } from '@/core/argument/recordEdits';
import type { BaseCondition, BaseInterface } from '@/core/supplement/baseInterface';
import { disposeAs, nameClaim, type DispositionRecord } from '@/core/supplement/contractEdits';
import { refusedDisposition, type ObligationProblem } from '@/core/supplement/obligations';
import { AddClaim } from './AddClaim';
import { ClaimPicker } from './ClaimPicker';
import { sentence } from './sentence';
import { TEXT } from './text';

const t = TEXT.demand;

interface DispositionFormProps {
  base: BaseInterface;
  condition: BaseCondition;
  record: DispositionRecord | null;
  problems: readonly ObligationProblem[];
  argument: Argument;
  nodeHref: (identifier: string) => string;
}

/** What is wrong with one part of the disposition, as a sentence. */
function problemWith(
  problems: readonly ObligationProblem[],
  at: ObligationProblem['at'],
): string | undefined {
  const found = problems.filter((problem) => problem.at === at);
  return found.length === 0 ? undefined : found.map(({ words }) => sentence(words)).join(' ');
}

/**
 * How a demand is disposed of, written straight into the document. A way that the base does not allow
 * is drawn with the reason and cannot be chosen.
 */
export function DispositionForm(props: DispositionFormProps) {
  const { base, condition, record, problems } = props;
  const source = useSource();
  const { structure, origin, undo, readOnly } = source;
  const options = DISPOSITIONS.map((value): RadioOption<Disposition> => {
    const refused = refusedDisposition(value, condition) !== null;
    const critical = value === 'accept-residual' && condition.severity === 'critical';
    return {
      value,
      words: t.ways[value].words,
      disabled: refused,
      note: refused
        ? critical
          ? t.critical
          : t.refused(condition.identifier)
        : t.ways[value].note,
      body: record && <Body {...props} record={record} />,
    };
  });
  const refusal = problemWith(problems, 'disposition');
  return (
    <div className="mt-5">
      <RadioOptions
        legend={t.disposition}
        options={options}
        value={record?.disposition ?? null}
        onChange={(disposition) => {
          undo.stopCapturing();
          disposeAs(structure, base, condition, disposition, origin);
        }}
        disabled={readOnly}
      />
      {refusal && <Problem>{refusal}</Problem>}
      {record && !readOnly && (
        <div className="acts mt-2">
          <Button
            look="text"
            onClick={() => {
              undo.stopCapturing();
              removeRecord(structure, 'dispositions', record.id, origin);
            }}
          >
            {t.takeBack}
          </Button>
        </div>
      )}
    </div>
  );
}

function Body(props: DispositionFormProps & { record: DispositionRecord }) {
  const { record, problems } = props;
  const shared = { root: 'dispositions', id: record.id } as const;
  switch (record.disposition) {
    case 'discharge':
      return <Claims {...props} label={t.claims.discharge} />;
    case 'accept-residual':
      return (
        <div className="grid gap-3">
          <div className="ownerdate">
            <RecordLine
              {...shared}
              field="owner"
              label={t.owner}
              value={record.owner}
              error={problemWith(problems, 'owner')}
            />
            <RecordLine
              {...shared}
              field="reviewBy"
              type="date"
              label={t.reviewBy}
              value={record.reviewBy}
              error={problemWith(problems, 'reviewBy')}
            />
          </div>
          <RecordArea
            {...shared}
            field="compensating"
            label={t.compensating}
            serif
            error={problemWith(problems, 'compensating')}
          />
          <Claims {...props} label={t.residualClaims} />
        </div>
      );
    case 'not-applicable':
      return (
        <div className="grid gap-3">
          <RecordArea
            {...shared}
            field="rationale"
            label={t.rationale}
            serif
            error={problemWith(problems, 'rationale')}
          />
          <Claims {...props} label={t.claims['not-applicable']} />
        </div>
      );
  }
}

/** The own claims that a disposition names, with ways to name another. */
function Claims(props: DispositionFormProps & { record: DispositionRecord; label: string }) {
  const { record, condition, problems, argument, label } = props;
  const source = useSource();
  const { structure, origin, undo, readOnly } = source;
  const [dialog, setDialog] = useState<'link' | 'add' | null>(null);
  const problem = problemWith(problems, 'by');
  const name = (claim: string, named: boolean) => {
    undo.stopCapturing();
    nameClaim(structure, record.id, claim, named, origin);
  };
  return (
    <div>
      <p className="lbl">{label}</p>
      {record.by.length === 0 && <p className="ink2">{t.noClaims}</p>}
      <ul className="namedclaims">
        {record.by.map((id) => {
          const node = argument.index.nodes.get(id);
          const identifier = node?.identifier ?? id.slice(0, 8);
          return (
            <li key={id}>
              <Id href={node && props.nodeHref(identifier)}>{identifier}</Id>
              {node ? (
                <Statement
                  as="span"
                  size="small"
                  of={statementSegments(node.text, argument.document.parameters)}
                />
              ) : (
                <span className="bad">{t.gone}</span>
              )}
              {!readOnly && (
                <IconButton
                  icon="close"
                  label={t.unlink(identifier)}
                  onClick={() => name(id, false)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {problem && <Problem>{problem}</Problem>}
      {!readOnly && (
        <div className="acts mt-2">
          <Button onClick={() => setDialog('link')}>{t.link}</Button>
          <Button look="text" icon="add" onClick={() => setDialog('add')}>
            {t.add}
          </Button>
        </div>
      )}
      {dialog === 'link' && (
        <ClaimPicker
          title={TEXT.picker.title(condition.identifier)}
          argument={argument}
          chosen={record.by}
          onChoose={name}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'add' && (
        <AddClaim
          condition={condition}
          record={record}
          argument={argument}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}
