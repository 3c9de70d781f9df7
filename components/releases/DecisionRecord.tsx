import Link from 'next/link';
import { ExampleMark } from '@/components/release/ExampleMark';
import { Digest } from '@/components/ui/Digest';
import { formatInstant } from '@/components/ui/dates';
import { Hang } from '@/components/ui/Entry';
import { StatusOf } from '@/components/ui/Status';
import { Title } from '@/components/ui/Title';
import type { SignOffPage } from '@/server/signoffs/page';
import { decisionLook } from './publicRelease';
import { SIGN_OFF as TEXT } from './signOffText';

/** For whoever does not decide here: why not, or what was decided. */
export function DecisionRecord({ page }: { page: SignOffPage }) {
  const { release } = page;
  const href = `/orgs/${release.organisation.slug}/cases/${release.case.slug}/releases/${release.id}`;
  return (
    <div className="sheetpage narrow-measure">
      {release.organisation.example && <ExampleMark />}
      <div className="pagehead">
        <Title>{page.question}</Title>
      </div>
      <p className="ink2">
        {release.title} <Digest value={release.digest} />
      </p>
      {page.signOffs.length === 0 && page.refusal !== null && (
        <Hang rule="ruled" head={<h2 className="head">{TEXT.record.notYours}</h2>}>
          <p className="stmt">{page.refusal.reason}</p>
        </Hang>
      )}
      {page.signOffs.map((one) => (
        <Hang key={one.at} rule="ruled" head={<h2 className="head">{TEXT.record.decided}</h2>}>
          <p>
            <StatusOf
              look={decisionLook(one.decision)}
              note={`${one.person ?? ''}, ${formatInstant(one.at)}`}
            />
          </p>
          <p className="ink2">
            {one.capacity === 'internal' ? TEXT.capacities.internal : TEXT.capacities.external}
          </p>
          <h3 className="head mt-3">{TEXT.record.reasons}</h3>
          <p className="stmt prewrap">{one.reasons}</p>
          <h3 className="head mt-3">{TEXT.record.dissent}</h3>
          <p className="stmt prewrap">{one.dissent === '' ? TEXT.record.none : one.dissent}</p>
        </Hang>
      ))}
      <p className="mt-4">
        <Link href={href}>{TEXT.toRelease}</Link>
      </p>
    </div>
  );
}
