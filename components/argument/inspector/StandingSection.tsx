'use client';

import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/Checkbox';
import { Segmented } from '@/components/ui/Segmented';
import { Status } from '@/components/ui/Status';
import { demandWords } from '@/core/argument/choiceDemand';
import {
  AUTHOR_CLAIMS,
  type ArgumentNode,
  type CaseDocument,
  type NodeKind,
} from '@/core/argument/document';
import { setClaim } from '@/core/argument/edits';
import { setField } from '@/core/argument/fieldEdits';
import { isCitation } from '@/core/argument/kinds';
import type { ArgumentIndex } from '@/core/argument/outline';
import { legalKinds } from '../legalKinds';
import { useSource } from '../source';
import { TEXT as WORDS } from '../text';
import { CitedFields } from './CitedFields';
import { ModuleField } from './ModuleField';
import { PatternFields } from './PatternFields';
import { TEXT } from './text';

/** What the author says beside what assessors judged: two things that never mix. */
export function StandingSection(props: {
  node: ArgumentNode;
  index: ArgumentIndex;
  parameters: CaseDocument['parameters'];
  judgements: ReactNode;
  onKind: (kind: NodeKind) => void;
}) {
  const { node, index, parameters, judgements, onKind } = props;
  const { choice } = node;
  const source = useSource();
  const { structure: doc, origin, readOnly } = source;
  const t = TEXT.standing;
  const supports = node.kind === 'goal' || node.kind === 'strategy';
  const kinds = legalKinds(node, index);
  const set = <
    K extends
      | 'undeveloped'
      | 'public'
      | 'reach'
      | 'openProblem'
      | 'identifier'
      | 'uninstantiated'
      | 'toBeSupportedByContract',
  >(
    field: K,
    value: ArgumentNode[K],
  ) => {
    source.undo.stopCapturing();
    setField(doc, 'nodes', node.id, field, value, origin);
  };
  return (
    <section aria-label={t.head}>
      <dl className="kv tallrows">
        <dt>{t.author}</dt>
        <dd>
          {readOnly ? (
            <Status icon="author-says" tone="plain">
              {WORDS.claims[node.claim]}
            </Status>
          ) : (
            <Segmented
              legend={t.author}
              value={node.claim}
              options={AUTHOR_CLAIMS.map((value) => ({ value, words: WORDS.claims[value] }))}
              onChange={(claim) => setClaim(doc, node.id, claim, origin)}
            />
          )}
        </dd>
        <dt>{t.assessors}</dt>
        <dd>
          {judgements ?? (
            <Status icon="empty" tone="mute">
              {t.notAssessed}
            </Status>
          )}
        </dd>
        {choice && (
          <>
            <dt>{t.choice}</dt>
            <dd>
              {t.keep(
                demandWords(choice, parameters),
                choice.of.flatMap((id) => index.nodes.get(id)?.identifier ?? []).join(', '),
              )}
            </dd>
          </>
        )}
      </dl>
      <details className="more">
        <summary>{t.details}</summary>
        <fieldset className="fieldset stacked" disabled={readOnly}>
          <legend className="visually-hidden">{t.details}</legend>
          <label className="inlinefield">
            <span className="lbl">{t.kind}</span>
            <select
              className="field"
              value={node.kind}
              onChange={(event) => onKind(event.currentTarget.value as NodeKind)}
            >
              {(kinds.includes(node.kind) ? kinds : [node.kind, ...kinds]).map((kind) => (
                <option key={kind} value={kind}>
                  {WORDS.kinds[kind]}
                </option>
              ))}
            </select>
          </label>
          <label className="inlinefield">
            <span className="lbl">{t.identifier}</span>
            <input
              className="field mono"
              defaultValue={node.identifier}
              key={node.identifier}
              maxLength={40}
              onBlur={(event) => {
                const value = event.currentTarget.value.trim();
                if (value !== '' && value !== node.identifier) set('identifier', value);
              }}
            />
          </label>
          <ModuleField node={node} />
          {isCitation(node.kind) && <CitedFields node={node} />}
          {supports && (
            <Checkbox
              checked={node.undeveloped}
              onChange={(event) => set('undeveloped', event.currentTarget.checked)}
            >
              {t.undeveloped}
            </Checkbox>
          )}
          <Checkbox
            checked={node.public}
            onChange={(event) => set('public', event.currentTarget.checked)}
          >
            {t.public}
          </Checkbox>
          <Checkbox
            checked={node.uninstantiated}
            onChange={(event) => set('uninstantiated', event.currentTarget.checked)}
          >
            {t.uninstantiated}
          </Checkbox>
          <PatternFields node={node} parameters={parameters} />
          {node.kind === 'goal' && (
            <>
              <Checkbox
                checked={node.toBeSupportedByContract}
                onChange={(event) => set('toBeSupportedByContract', event.currentTarget.checked)}
              >
                {t.byContract}
              </Checkbox>
              <label className="inlinefield">
                <span className="lbl">{t.reach}</span>
                <select
                  className="field"
                  value={node.reach ?? ''}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    set('reach', value === 'absolute' || value === 'bounded' ? value : null);
                  }}
                >
                  <option value="">{t.reachNone}</option>
                  <option value="absolute">{t.absolute}</option>
                  <option value="bounded">{t.bounded}</option>
                </select>
              </label>
              <label className="inlinefield">
                <span className="lbl">{t.open}</span>
                <select
                  className="field"
                  value={node.openProblem ?? ''}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    set('openProblem', value === 'report' || value === 'inferred' ? value : null);
                  }}
                >
                  <option value="">{t.openNone}</option>
                  <option value="report">{t.openReport}</option>
                  <option value="inferred">{t.openInferred}</option>
                </select>
              </label>
            </>
          )}
        </fieldset>
        <dl className="kv mt-2">
          {node.evidenceNeeded && (
            <>
              <dt>{t.needed}</dt>
              <dd>{node.evidenceNeeded}</dd>
            </>
          )}
          {node.sourceSection && (
            <>
              <dt>{t.source}</dt>
              <dd>{node.sourceSection}</dd>
            </>
          )}
        </dl>
        {node.notes && <p className="meta mt-2">{node.notes}</p>}
      </details>
    </section>
  );
}
