'use client';

import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { caseTabs } from '@/components/cases/caseTabs';
import { useTRPC } from '@/components/data/trpc';
import { ExampleMark } from '@/components/release/ExampleMark';
import { CaseBar } from '@/components/shell/CaseBar';
import { InForceStatus } from '@/components/status/InForce';
import { RELEASE_STATE_LOOKS } from '@/components/status/looks';
import { Digest } from '@/components/ui/Digest';
import { formatDate, formatInstant } from '@/components/ui/dates';
import { Hang } from '@/components/ui/Entry';
import { DataTable } from '@/components/ui/Ledger';
import { StatusOf } from '@/components/ui/Status';
import { Title } from '@/components/ui/Title';
import type { ReleaseDetail } from '@/server/releases/reading';
import { Conditions } from './Conditions';
import { ReleaseSteps } from './ReleaseSteps';
import { Standing } from './Standing';
import { TEXT } from './text';
import { WhomItTouches } from './WhomItTouches';

/** One release as its own side and engaged people see it: what it is, what is next, what was signed. */
export function ReleasePage(props: { initial: ReleaseDetail }) {
  const trpc = useTRPC();
  const detail = useQuery(
    trpc.releases.detail.queryOptions(
      { releaseId: props.initial.release.id },
      { initialData: props.initial },
    ),
  );
  const { release, inForce, mayReadDraft } = detail.data;
  const base = `/orgs/${release.organisation.slug}/cases/${release.case.slug}`;
  return (
    <>
      <CaseBar
        title={release.title}
        example={release.organisation.example}
        subject={TEXT.head(release.number, release.candidate)}
        facts={
          <>
            <StatusOf look={RELEASE_STATE_LOOKS[release.state]} />
            {inForce && (
              <InForceStatus
                inForce={inForce.holds}
                suspended={release.state === 'suspended'}
                onHold={inForce.onHold}
              />
            )}
          </>
        }
        tabs={caseTabs(
          { orgSlug: release.organisation.slug, slug: release.case.slug, kind: release.kind },
          'releases',
          mayReadDraft,
        )}
      />
      <div className="sheetpage narrow-measure">
        {release.organisation.example && <ExampleMark />}
        <div className="pagehead">
          <Title level={2}>{TEXT.head(release.number, release.candidate)}</Title>
          <span className="sp" />
          <Link href={`${base}/releases`}>{TEXT.page.back}</Link>
        </div>
        {release.internallyDecided && <p className="stmt">{TEXT.page.internallyDecided}</p>}
        {release.kind !== 'base' && (
          <Standing
            releaseId={release.id}
            published={release.publishedAt !== null}
            onChanged={() => void detail.refetch()}
          />
        )}
        {showsImpact(detail.data) && <WhomItTouches releaseId={release.id} />}
        <ReleaseSteps detail={detail.data} onChanged={() => void detail.refetch()} />
        <Conditions detail={detail.data} onChanged={() => void detail.refetch()} />
        <Facts detail={detail.data} />
      </div>
    </>
  );
}

/** A base on the way to publication, in the hands of its own side, once its public view is chosen. */
function showsImpact({ release, views, mayReadDraft }: ReleaseDetail): boolean {
  return (
    release.kind === 'base' &&
    release.publishedAt === null &&
    mayReadDraft &&
    release.state !== 'withdrawn' &&
    views.some(({ name }) => name === 'public')
  );
}

function Facts({ detail }: { detail: ReleaseDetail }) {
  const { release, statements, views } = detail;
  const { window } = release;
  return (
    <>
      <Hang rule="ruled" head={<h3 className="head">{TEXT.page.digest}</h3>}>
        <Digest value={release.digest} length="full" copy />
        <p className="meta mt-1">{TEXT.page.digestNote}</p>
      </Hang>
      <Hang head={<h3 className="head">{TEXT.page.frozen}</h3>}>
        <p>
          {formatInstant(release.frozenAt)} {release.frozenBy && TEXT.page.by(release.frozenBy)}
        </p>
      </Hang>
      <Hang head={<h3 className="head">{TEXT.page.window}</h3>}>
        <p className="stmt">
          {formatDate(window.from, 'long')} – {formatDate(window.until, 'long')}, {window.zone}
        </p>
      </Hang>
      <Hang head={<h3 className="head">{TEXT.page.changelog}</h3>}>
        <p className="stmt prewrap">{release.changelog}</p>
      </Hang>
      <Hang head={<h3 className="head">{TEXT.page.views}</h3>}>
        {views.length === 0 ? (
          <p className="ink2">{TEXT.page.noViews}</p>
        ) : (
          <DataTable caption={TEXT.page.viewsCaption} stack>
            {views.map(({ name, digest, at, current }) => (
              <tr key={`${digest} ${at}`}>
                <td>
                  {TEXT.page.viewNames[name] ?? name}
                  {!current && <span className="meta"> {TEXT.page.earlier}</span>}
                </td>
                <td className="num ink2">{formatInstant(at)}</td>
                <td className="r">
                  <Digest value={digest} />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Hang>
      <Hang head={<h3 className="head">{TEXT.page.history}</h3>}>
        {statements.length === 0 ? (
          <p className="ink2">{TEXT.page.noHistory}</p>
        ) : (
          <DataTable caption={TEXT.page.historyCaption} stack>
            {statements.map(({ id, words, person, at, logIndex }) => (
              <tr key={id}>
                <td className="num ink2">{formatInstant(at)}</td>
                <td>{words}</td>
                <td className="ink2">{person}</td>
                <td className="mono ink3 r">{TEXT.page.log(logIndex)}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Hang>
    </>
  );
}
