'use client';

import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { problemsOf } from '@/components/data/problems';
import { useTRPC } from '@/components/data/trpc';
import { FINDING_STATE_LOOKS } from '@/components/status/looks';
import { Button } from '@/components/ui/Button';
import { formatDate } from '@/components/ui/dates';
import { FormError } from '@/components/ui/FormError';
import { Id } from '@/components/ui/Id';
import type { ReviewPage, ShownFinding } from '@/server/reviews/page';
import { FindingsRail, type FindingLine } from './FindingsRail';
import { FindingStep } from './FindingStep';
import { SCREEN } from './screenText';

const WORDS = SCREEN.thread;
const ORDER = ['blocking', 'major', 'minor', 'observation'];

/** Findings of the release with what this person may do on each; below, the pending batch. */
export function FindingsPanel(props: {
  shown: ReviewPage;
  onEdit: (finding: ShownFinding) => void;
  onChanged: () => void;
}) {
  const { shown, onEdit, onChanged } = props;
  const trpc = useTRPC();
  const [open, setOpen] = useState<string | null>(null);
  const send = useMutation(trpc.reviews.sendFindings.mutationOptions({ onSuccess: onChanged }));
  const sent = shown.findings
    .filter((finding) => finding.sentAt !== null)
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const pending = shown.findings.filter((finding) => finding.sentAt === null);
  const names = new Map(
    (shown.view?.outline ?? []).flatMap((entry) =>
      entry.entry === 'node' ? [[entry.id, entry.identifier] as const] : [],
    ),
  );
  const anchor = (finding: ShownFinding): string | null =>
    finding.nodeId === null ? null : (names.get(finding.nodeId) ?? null);
  const opened = sent.find((finding) => finding.id === open);
  const own = shown.own;
  return (
    <FindingsRail
      findings={sent.map((finding) => lineOf(finding, anchor(finding)))}
      open={open}
      onOpen={setOpen}
      pending={pending.map((finding) => ({
        id: finding.id,
        kind: finding.severity,
        identifier: anchor(finding) ?? finding.label,
        title: finding.title,
        onOpen: () => onEdit(finding),
      }))}
    >
      {opened && <FindingStep key={opened.id} finding={opened} onChanged={onChanged} />}
      {pending.length > 0 && own !== null && own.submittedAt === null && (
        <div className="find-row">
          <FormError problems={problemsOf(send.error)} />
          <p className="acts">
            <Button busy={send.isPending} onClick={() => send.mutate({ roundId: own.roundId })}>
              {SCREEN.finding.send(pending.length)}
            </Button>
          </p>
          <p className="meta mt-1">{SCREEN.finding.pendingNote}</p>
        </div>
      )}
    </FindingsRail>
  );
}

function lineOf(finding: ShownFinding, anchor: string | null): FindingLine {
  const settled = finding.state === 'closed' || finding.state === 'adjudicated';
  return {
    id: finding.id,
    identifier: finding.label,
    severity: finding.severity,
    state: FINDING_STATE_LOOKS[finding.state].word.toLowerCase(),
    title: finding.title,
    about: (
      <>
        {anchor === null ? WORDS.about(null) : <Id>{anchor}</Id>}
        {finding.can.close
          ? `, ${WORDS.onlyYou}`
          : finding.raisedBy !== null && `, ${WORDS.raisedBy(finding.raisedBy)}`}
        {finding.due !== null && `, ${WORDS.due(formatDate(finding.due))}`}
        {finding.severity === 'blocking' && !settled && `. ${WORDS.stops}`}
      </>
    ),
    said: [
      ...(finding.body === ''
        ? []
        : [
            {
              who: finding.raisedBy ?? '?',
              where: formatDate(finding.sentAt ?? finding.raisedAt),
              words: finding.body,
            },
          ]),
      ...finding.entries.map(({ author, kind, body, at }) => ({
        who: author ?? '?',
        where: `${author ?? ''}, ${WORDS.kinds[kind] ?? kind}, ${formatDate(at)}`,
        words: body,
      })),
    ],
  };
}
