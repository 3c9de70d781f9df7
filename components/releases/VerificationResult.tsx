'use client';

import { useEffect, useRef } from 'react';
import type { LineResult, VerificationReport } from '@/core/attest/report';
import { Digest } from '@/components/ui/Digest';
import { DataTable } from '@/components/ui/Ledger';
import { KeyValues } from '@/components/ui/Entry';
import { Status, type StatusLook } from '@/components/ui/Status';
import { PUBLIC_TEXT } from './publicText';

const TEXT = PUBLIC_TEXT.verify;

const RESULT_LOOKS: Record<LineResult, StatusLook> = {
  ok: { icon: 'pass', tone: 'ok', word: TEXT.result.ok },
  false: { icon: 'fail', tone: 'bad', word: TEXT.result.false },
  'not-checked': { icon: 'empty', tone: 'mute', word: TEXT.result['not-checked'] },
};
const OUTCOME_LOOKS: Record<VerificationReport['outcome'], StatusLook> = {
  valid: { icon: 'pass', tone: 'ok', word: TEXT.outcome.valid },
  false: { icon: 'fail', tone: 'bad', word: TEXT.outcome.false },
  'not-checkable': { icon: 'caution', tone: 'warn', word: TEXT.outcome['not-checkable'] },
};

function About({ release }: { release: NonNullable<VerificationReport['release']> }) {
  const { window } = release;
  return (
    <section className="sect" aria-labelledby="about">
      <div className="open">
        <h2 id="about">{TEXT.about}</h2>
      </div>
      <KeyValues
        entries={[
          { term: TEXT.case, value: `${release.title}, ${release.case}` },
          { term: TEXT.release, value: release.number },
          { term: TEXT.digest, value: <Digest value={release.digest} length="full" copy /> },
          { term: TEXT.status, value: release.status },
          {
            term: TEXT.window,
            value:
              window === null ? TEXT.noWindow : `${window.from} – ${window.until}, ${window.zone}`,
          },
          {
            term: TEXT.signed,
            value:
              release.signoffs.length === 0
                ? TEXT.noDecision
                : release.signoffs
                    .map(
                      (one) =>
                        `${one.decision.replaceAll('-', ' ')}, ${release.names[one.person] ?? one.person.slice(0, 8)}, ${one.organisation}`,
                    )
                    .join('; '),
          },
        ]}
      />
    </section>
  );
}

/** The outcome first, then every line: what was checked, and what came of it. */
export function VerificationResult(props: { name: string; report: VerificationReport }) {
  const { name, report } = props;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [report]);
  const look = OUTCOME_LOOKS[report.outcome];
  return (
    <>
      <section className="sect" data-outcome={report.outcome}>
        <h2 ref={head} tabIndex={-1}>
          <Status icon={look.icon} tone={look.tone} large>
            {look.word}
          </Status>
        </h2>
        <p className="mono ink2">{name}</p>
        <p className="stmt mt-2">{report.summary}</p>
      </section>
      {report.release && <About release={report.release} />}
      <section className="sect" aria-labelledby="lines">
        <div className="open">
          <h2 id="lines">{TEXT.lines}</h2>
        </div>
        <DataTable
          caption={TEXT.lines}
          stack
          columns={[
            { key: 'result', head: TEXT.columns.result },
            { key: 'check', head: TEXT.columns.check },
            { key: 'detail', head: TEXT.columns.detail },
          ]}
        >
          {report.lines.map(({ check, result, detail }, index) => (
            <tr key={`${check} ${index}`} data-result={result}>
              <td>
                <Status icon={RESULT_LOOKS[result].icon} tone={RESULT_LOOKS[result].tone}>
                  {RESULT_LOOKS[result].word}
                </Status>
              </td>
              <td>{check}</td>
              <td className="ink2 break">{detail}</td>
            </tr>
          ))}
        </DataTable>
      </section>
    </>
  );
}
