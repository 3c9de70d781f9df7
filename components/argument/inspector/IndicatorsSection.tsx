'use client';

import { useState } from 'react';
import { limitWords, rhythmWords } from '@/components/monitors/indicatorWords';
import { IconButton } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import type { Indicator } from '@/core/argument/document';
import { usedIdentifiers } from '@/core/argument/edits';
import { nextIdentifier } from '@/core/argument/ids';
import { addIndicator, changeIndicator, removeRecord } from '@/core/argument/recordEdits';
import type { Finding } from '@/core/checks/finding';
import { useSource } from '../source';
import { IndicatorForm, NEW_INDICATOR } from './IndicatorForm';
import { Section } from './Section';
import { TEXT } from './text';

const t = TEXT.indicators;

/** What is watched of a claim once it is released, each with what the checks say of it. */
export function IndicatorsSection(props: {
  node: string;
  indicators: readonly Indicator[];
  findings: readonly Finding[];
}) {
  const { node, indicators, findings } = props;
  const source = useSource();
  /** Id of the one that is being edited; `new` while one is added. */
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Section
      head={t.head}
      count={indicators.length}
      act={
        !source.readOnly &&
        open !== 'new' && (
          <button type="button" className="linkish" onClick={() => setOpen('new')}>
            {t.add}
          </button>
        )
      }
    >
      {indicators.map((indicator) =>
        open === indicator.id && !source.readOnly ? (
          <IndicatorForm
            key={indicator.id}
            value={indicator}
            save={t.keep}
            onCancel={close}
            onSave={(terms) => {
              source.undo.stopCapturing();
              changeIndicator(source.structure, indicator.id, terms, source.origin);
              close();
            }}
          />
        ) : (
          <OneIndicator
            key={indicator.id}
            indicator={indicator}
            problems={findings
              .filter(({ path }) => path?.[0] === 'indicators' && path[1] === indicator.id)
              .map(({ message }) => message)}
            onEdit={() => setOpen(indicator.id)}
          />
        ),
      )}
      {indicators.length === 0 && open !== 'new' && <p className="meta">{t.none}</p>}
      {open === 'new' && (
        <IndicatorForm
          value={NEW_INDICATOR}
          save={t.save}
          onCancel={close}
          onSave={(terms) => {
            const used = usedIdentifiers(source.structure, 'indicators');
            const identifier = nextIdentifier('indicator', used);
            source.undo.stopCapturing();
            addIndicator(source.structure, { ...terms, node, identifier }, source.origin);
            close();
          }}
        />
      )}
    </Section>
  );
}

function OneIndicator(props: {
  indicator: Indicator;
  problems: readonly string[];
  onEdit: () => void;
}) {
  const { indicator, problems, onEdit } = props;
  const { id, identifier, title, definition, critical } = indicator;
  const source = useSource();
  return (
    <div className="criterion">
      <div className="row">
        <h4 className="head">
          <span className="id">{identifier}</span> {title}
        </h4>
        {!source.readOnly && (
          <button type="button" className="linkish" onClick={onEdit}>
            {t.edit}
            <span className="visually-hidden"> {identifier}</span>
          </button>
        )}
      </div>
      <p>
        {limitWords(indicator)}
        {critical && <b>, {t.criticalMark}</b>}
      </p>
      <p className="meta">
        {indicator.source}, {rhythmWords(indicator)}
      </p>
      {definition && <p className="meta prewrap">{definition}</p>}
      {problems.map((problem) => (
        <p key={problem} className="problem">
          <Icon name="caution" />
          <span>{problem}</span>
        </p>
      ))}
      {!source.readOnly && (
        <IconButton
          icon="close"
          label={`${t.remove} ${identifier}`}
          className="removal"
          onClick={() => {
            source.undo.stopCapturing();
            removeRecord(source.structure, 'indicators', id, source.origin);
          }}
        />
      )}
    </div>
  );
}
