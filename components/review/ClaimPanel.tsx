'use client';

import { kindName } from '@/core/argument/kinds';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { JUDGEMENT_LOOKS, JUDGEMENTS, type Judgement } from '@/components/status/looks';
import { FormError } from '@/components/ui/FormError';
import { Id } from '@/components/ui/Id';
import { StatusOf } from '@/components/ui/Status';
import type { ShownNode } from '@/server/releases/present';
import type { ReviewPage } from '@/server/reviews/page';
import { ClaimReview, type ChangeView, type ClaimReviewProps } from './ClaimReview';
import { diffRuns } from '@/core/diff/diffRuns';
import { RichTextView } from './RichTextView';
import { SCREEN } from './screenText';

const WORDS = SCREEN.parts;
const NOTE_PAUSE_MS = 600;

/** One claim of the release: its change, what it rests on, and the assessor's own judgement of it. */
export function ClaimPanel(props: {
  shown: ReviewPage;
  node: ShownNode;
  judges: boolean;
  onViewedNext: (() => void) | undefined;
  onRaise: (() => void) | undefined;
  onChanged: () => void;
  children?: ReactNode;
}) {
  const { shown, node, judges, onViewedNext, onRaise, onChanged, children } = props;
  const [view, setView] = useState<ChangeView>('words');
  const judgement = useJudgement(shown, node.id, onChanged);
  const change = shown.changed.find((one) => one.id === node.id);
  const before = change === undefined || change.change === 'added' ? null : change.before;
  const now = node.statement ?? '';
  const unseen = shown.judgedUnseen
    .filter((one) => one.nodeId === node.id)
    .flatMap((one) => one.person ?? []);
  const parent = parentOf(shown, node);
  return (
    <>
      <FormError problems={judgement.problems} />
      <ClaimReview
        identifier={node.identifier}
        where={
          <>
            {kindName(node.kind)}
            {parent !== null && (
              <>
                {' '}
                under <Id>{parent}</Id>
              </>
            )}
          </>
        }
        statement={before === null ? [{ kind: 'same', text: now }] : diffRuns(before, now)}
        view={view}
        onView={setView}
        parts={partsOf(shown, node)}
        judgement={
          shown.own === null
            ? null
            : {
                value: judgement.value,
                note: judgement.note,
                onChange: judges ? judgement.choose : undefined,
                onNote: judges && judgement.value !== null ? judgement.write : undefined,
                others: (
                  <>
                    {judges && judgement.state}
                    {unseen.length > 0 && ` ${unseenWords(unseen)}`}
                  </>
                ),
              }
        }
        onViewedNext={onViewedNext}
        onRaise={onRaise}
      >
        {children}
      </ClaimReview>
    </>
  );
}

function unseenWords(names: string[]): string {
  const listed = names.join(', ');
  return names.length === 1 ? SCREEN.hasJudged(listed) : SCREEN.haveJudged(listed);
}

/** The assessor's judgement of one node, kept on the server as it is made; nobody else sees it. */
function useJudgement(shown: ReviewPage, nodeId: string, onChanged: () => void) {
  const trpc = useTRPC();
  const kept = shown.own?.judgements.find((one) => one.nodeId === nodeId);
  const [value, setValue] = useState<Judgement | null>(
    JUDGEMENTS.find((known) => known === kept?.value) ?? null,
  );
  const [note, setNote] = useState(kept?.note ?? '');
  const judge = useMutation(trpc.reviews.judge.mutationOptions({ onSuccess: onChanged }));
  const { mutate } = judge;
  const roundId = shown.own?.roundId;
  const waiting = useRef<(() => void) | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  function send(next: Judgement, words: string) {
    clearTimeout(timer.current);
    waiting.current = null;
    if (roundId !== undefined) mutate({ roundId, nodeId, value: next, note: words });
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      // Going on to the next claim keeps what was just written.
      waiting.current?.();
    },
    [],
  );
  return {
    value,
    note,
    problems: problemsOf(judge.error),
    state: judge.isPending ? SCREEN.saving : value === null ? '' : SCREEN.saved,
    choose(next: Judgement, words: string) {
      setValue(next);
      send(next, words);
    },
    write(words: string) {
      setNote(words);
      if (value === null) return;
      clearTimeout(timer.current);
      waiting.current = () => send(value, words);
      timer.current = setTimeout(() => send(value, words), NOTE_PAUSE_MS);
    },
  };
}

/** Identifier of the element that this one hangs under. */
function parentOf(shown: ReviewPage, node: ShownNode): string | null {
  const outline = shown.view?.outline ?? [];
  const at = outline.findIndex((entry) => entry.entry === 'node' && entry.id === node.id);
  for (const entry of outline.slice(0, Math.max(at, 0)).toReversed()) {
    if (entry.entry === 'node' && entry.depth < node.depth) return entry.identifier;
  }
  return null;
}

function partsOf(shown: ReviewPage, node: ShownNode): ClaimReviewProps['parts'] {
  const parts: ClaimReviewProps['parts'] = [];
  const citation = shown.contract?.citations.find(({ away }) => away.id === node.id);
  if (citation?.goal) {
    const { identifier, statement } = citation.goal;
    parts.push({
      head: WORDS.cites,
      content: (
        <p className="stmt">
          <Id className="mr-2">{identifier}</Id>
          {statement ?? WORDS.withheld}
        </p>
      ),
    });
  }
  const marks = [
    node.openProblem ? WORDS.openProblem : '',
    node.undeveloped ? WORDS.undeveloped : '',
    node.claim === 'not-claimed' ? WORDS.notClaimed : '',
  ].filter((mark) => mark !== '');
  if (marks.length > 0) {
    parts.push({ head: WORDS.state, content: <p className="ink2">{marks.join(', ')}</p> });
  }
  if (node.body !== null) {
    parts.push({ head: WORDS.body, content: <RichTextView body={node.body} /> });
  }
  if (node.criteria.length > 0) {
    parts.push({
      head: WORDS.criterion,
      content: node.criteria.map(({ metric, comparator, value, unit, failure }) => (
        <p key={`${metric} ${comparator} ${value}`} className="stmt">
          <span className="mono">
            {metric} {comparator} {value}
          </span>{' '}
          {unit} {failure !== '' && <span className="ink2">{WORDS.failure(failure)}</span>}
        </p>
      )),
    });
  }
  if (node.evidence.length > 0) {
    parts.push({
      head: WORDS.evidence,
      content: node.evidence.map((one, index) => (
        <p key={index} className="stmt">
          {one.title ?? WORDS.withheld}
          {one.version !== null && ` ${WORDS.version(one.version)}`}{' '}
          {one.metrics.map(({ name, value, stderr, samples }) => (
            <span key={name} className="num ink2">
              {name} {value}
              {stderr !== null && ` ± ${stderr}`}
              {samples !== null && `, n ${samples}`}{' '}
            </span>
          ))}
          {one.shows !== '' && <span className="ink2"> {one.shows}</span>}
        </p>
      )),
    });
  }
  if (node.defeaters.length > 0) {
    parts.push({
      head: WORDS.doubts,
      content: node.defeaters.map(({ identifier, text, response }) => (
        <p key={identifier} className="stmt">
          <Id className="mr-2">{identifier}</Id>
          {text} <span className="ink2">{response === '' ? WORDS.unanswered : response}</span>
        </p>
      )),
    });
  }
  const judged = shown.judgements.filter((one) => one.nodeId === node.id);
  if (judged.length > 0) {
    parts.push({
      head: WORDS.judged,
      content: judged.map(({ person, value, note }) => {
        const known = JUDGEMENTS.find((name) => name === value);
        return (
          <p key={person}>
            <StatusOf look={JUDGEMENT_LOOKS[known ?? 'not-assessed']} note={person} />
            {note !== '' && <span className="stmt small"> {note}</span>}
          </p>
        );
      }),
    });
  }
  return parts;
}
