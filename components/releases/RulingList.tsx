'use client';

import { FINDING_STATE_LOOKS, SEVERITY_LOOKS } from '@/components/status/looks';
import { FindingStep } from '@/components/review/FindingStep';
import { Id } from '@/components/ui/Id';
import { StatusOf } from '@/components/ui/Status';
import { Head } from '@/components/ui/Title';
import type { SignOffPage } from '@/server/signoffs/page';
import { SIGN_OFF as TEXT } from './signOffText';

/** Open findings that the decision-maker may rule on or turn into a dated condition. */
export function RulingList(props: { page: SignOffPage; onChanged: () => void }) {
  const open = props.page.findings.filter((finding) => finding.can.rule);
  if (open.length === 0) return null;
  return (
    <section className="rulings" aria-labelledby="rulings">
      <Head count={open.length}>
        <span id="rulings">{TEXT.findings.head}</span>
      </Head>
      <ul>
        {open.map((finding) => (
          <li key={finding.id} className="mt-3">
            <p>
              <StatusOf look={SEVERITY_LOOKS[finding.severity]} /> <Id>{finding.label}</Id>{' '}
              <StatusOf look={FINDING_STATE_LOOKS[finding.state]} quiet />
            </p>
            <p className="stmt">{finding.title}</p>
            {finding.body !== '' && <p className="ink2 prewrap">{finding.body}</p>}
            {finding.entries.map((entry) => (
              <p key={entry.id} className="ink2 prewrap">
                {entry.author}: {entry.body}
              </p>
            ))}
            <FindingStep finding={finding} onChanged={props.onChanged} />
          </li>
        ))}
      </ul>
    </section>
  );
}
