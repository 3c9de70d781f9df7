'use client';

import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { derivedId } from '@/core/snapshot/hash';
import { textIdOf } from '@/core/snapshot/recordsOf';
import { WITHHOLD_CLASSES, type WithholdClass } from '@/core/snapshot/view';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { SignDialog } from '@/components/signing/SignDialog';
import { Button } from '@/components/ui/Button';
import { Tick } from '@/components/ui/Checkbox';
import { Select, TextField } from '@/components/ui/Field';
import { FormError } from '@/components/ui/FormError';
import { Id } from '@/components/ui/Id';
import { Title } from '@/components/ui/Title';
import type { DisclosurePreview } from '@/server/releases/disclosure';
import type { ShownNode } from '@/server/releases/present';
import type { ReleaseDetail } from '@/server/releases/reading';
import { PUBLIC_TEXT } from './publicText';
import { TEXT } from './text';

type Disclosure = NonNullable<ReleaseDetail['disclosure']>;

const SCOPES = ['words', 'identifier', 'evidence', 'element'] as const;
type Scope = (typeof SCOPES)[number];

/** What of one element is withheld, and why. */
interface Choice {
  scope: Scope;
  class: WithholdClass;
  reason: string;
}

const WORDS = TEXT.redaction;

/** The officer's choice of what the public view withholds, with what still leaks, then the signature. */
export function RedactionChooser(props: {
  releaseId: string;
  disclosure: Disclosure;
  onClose: () => void;
  onSigned: () => void;
}) {
  const { releaseId, disclosure, onClose, onSigned } = props;
  const trpc = useTRPC();
  const nodes = disclosure.outline.filter((entry): entry is ShownNode => entry.entry === 'node');
  const [choices, setChoices] = useState(() => startingChoices(nodes, disclosure.withheld));
  const [search, setSearch] = useState('');
  const [signing, setSigning] = useState(false);
  const preview = useMutation(trpc.releases.previewDisclosure.mutationOptions());
  const withhold = nodes.flatMap((node) => {
    const choice = choices.get(node.id);
    if (choice === undefined) return [];
    const reason = choice.reason.trim();
    return recordsOf(node, choice.scope).map((record) => ({ record, class: choice.class, reason }));
  });
  const input = { releaseId, withhold };
  const incomplete = withhold.some(({ reason }) => reason === '');
  const seen =
    preview.data !== undefined && JSON.stringify(preview.variables) === JSON.stringify(input);

  function set(id: string, choice: Choice | null) {
    setChoices((before) => {
      const after = new Map(before);
      if (choice === null) after.delete(id);
      else after.set(id, choice);
      return after;
    });
  }

  const wanted = search.trim().toLowerCase();
  return (
    <section aria-labelledby="redaction">
      <Title level={2}>
        <span id="redaction">{WORDS.title}</span>
      </Title>
      <p className="stmt mt-2">{WORDS.lead}</p>
      <div className="mt-4">
        <TextField
          label={WORDS.search}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ul className="chooser mt-3">
        {nodes
          .filter(
            (node) =>
              choices.has(node.id) ||
              `${node.identifier} ${node.statement ?? ''}`.toLowerCase().includes(wanted),
          )
          .map((node) => (
            <Line
              key={node.id}
              node={node}
              choice={choices.get(node.id) ?? null}
              onChoice={(choice) => set(node.id, choice)}
            />
          ))}
      </ul>
      <FormError problems={problemsOf(preview.error)} />
      <div role="status" className="mt-4">
        {withhold.length === 0 ? WORDS.none : WORDS.chosen(withhold.length)}
        {incomplete && <p className="ink2">{WORDS.incomplete}</p>}
      </div>
      {preview.data && <Leaks shown={preview.data} stale={!seen} />}
      <div className="acts mt-4">
        {seen ? (
          <Button look="main" icon="passkey" onClick={() => setSigning(true)}>
            {WORDS.sign}
          </Button>
        ) : (
          <Button
            look="main"
            busy={preview.isPending}
            disabled={incomplete}
            onClick={() => preview.mutate(input)}
          >
            {WORDS.preview}
          </Button>
        )}
        <Button look="text" onClick={onClose}>
          {TEXT.steps.cancel}
        </Button>
      </div>
      {signing && (
        <SignDialog
          act="release.disclose"
          input={input}
          title={TEXT.steps.disclose.title}
          onClose={() => setSigning(false)}
          onSigned={onSigned}
        />
      )}
    </section>
  );
}

function Line(props: {
  node: ShownNode;
  choice: Choice | null;
  onChoice: (choice: Choice | null) => void;
}) {
  const { node, choice, onChoice } = props;
  const name = node.identifier;
  return (
    <li className={choice ? 'on' : undefined}>
      <p className="row">
        <Tick
          label={WORDS.choose(name)}
          checked={choice !== null}
          onChange={(event) =>
            onChoice(
              event.target.checked ? { scope: 'words', class: 'security', reason: '' } : null,
            )
          }
        />
        <Id>{name}</Id>
        <span className="stmt">{node.statement}</span>
      </p>
      {choice && (
        <div className="why">
          <Select
            label={WORDS.scope(name)}
            silentLabel
            value={choice.scope}
            options={SCOPES.map((value) => ({
              value,
              words: WORDS.what[value],
              disabled: recordsOf(node, value).length === 0,
            }))}
            onChange={(event) => {
              const chosen = SCOPES.find((known) => known === event.target.value);
              if (chosen) onChoice({ ...choice, scope: chosen });
            }}
          />
          <Select
            label={WORDS.class(name)}
            silentLabel
            value={choice.class}
            options={WITHHOLD_CLASSES.map((value) => ({
              value,
              words: PUBLIC_TEXT.classes[value] ?? value,
            }))}
            onChange={(event) => {
              const chosen = WITHHOLD_CLASSES.find((known) => known === event.target.value);
              if (chosen) onChoice({ ...choice, class: chosen });
            }}
          />
          <TextField
            label={WORDS.reason(name)}
            silentLabel
            placeholder={WORDS.reasonHint}
            required
            maxLength={1_000}
            value={choice.reason}
            onChange={(event) => onChoice({ ...choice, reason: event.target.value })}
          />
        </div>
      )}
    </li>
  );
}

function Leaks(props: { shown: DisclosurePreview; stale: boolean }) {
  const { leaks, takenAlong } = props.shown;
  const classes = Object.entries(leaks.withheld);
  const withheld = classes.reduce((sum, [, count]) => sum + (count ?? 0), 0);
  const named = classes
    .map(([name, count]) => `${count} ${(PUBLIC_TEXT.classes[name] ?? name).toLowerCase()}`)
    .join(', ');
  return (
    <section className="line mt-4 pt-3">
      <h3 className="head">{WORDS.leaks}</h3>
      {props.stale && <p className="ink2">{WORDS.stale}</p>}
      <ul className="stmt">
        <li>{WORDS.total(leaks.total)}</li>
        {withheld > 0 && <li>{WORDS.withheld(withheld, named)}</li>}
        {leaks.textsWithheld > 0 && <li>{WORDS.texts(leaks.textsWithheld)}</li>}
        {leaks.listedEdges > 0 && <li>{WORDS.edges(leaks.listedEdges)}</li>}
        {leaks.gaps > 0 && <li>{WORDS.gaps(leaks.gaps)}</li>}
      </ul>
      {takenAlong.length > 0 && <p className="ink2 mt-1">{WORDS.along(takenAlong.length)}</p>}
    </section>
  );
}

/** The records that a choice names; what goes with them is worked out by the server. */
function recordsOf(node: ShownNode, scope: Scope): string[] {
  switch (scope) {
    case 'words':
      return [textIdOf(node.id)];
    case 'identifier':
      return node.identifier === '' ? [] : [derivedId('identifier', node.id)];
    case 'evidence':
      return node.evidence.flatMap((evidence) => evidence.id ?? []);
    case 'element':
      return [node.id];
  }
}

/** The present public view as choices, so that it can be changed rather than made anew. */
function startingChoices(
  nodes: readonly ShownNode[],
  withheld: Disclosure['withheld'],
): Map<string, Choice> {
  const reasons = new Map(withheld.map((one) => [one.record, one]));
  const choices = new Map<string, Choice>();
  for (const node of nodes) {
    for (const scope of SCOPES) {
      const [record] = recordsOf(node, scope);
      const found = record === undefined ? undefined : reasons.get(record);
      const known = WITHHOLD_CLASSES.find((name) => name === found?.class);
      // The widest scope comes last: a withheld element takes its words and identifier along.
      if (found && known) choices.set(node.id, { scope, class: known, reason: found.reason });
    }
  }
  return choices;
}
