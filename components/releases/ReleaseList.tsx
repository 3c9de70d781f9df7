'use client';

import Link from 'next/link';
import { caseTabs } from '@/components/cases/caseTabs';
import { CaseBar } from '@/components/shell/CaseBar';
import { InForceStatus } from '@/components/status/InForce';
import { RELEASE_STATE_LOOKS } from '@/components/status/looks';
import { LinkButton } from '@/components/ui/Button';
import { Digest } from '@/components/ui/Digest';
import { EmptyState } from '@/components/ui/EmptyState';
import { Ledger, TwoLines } from '@/components/ui/Ledger';
import { StatusOf } from '@/components/ui/Status';
import { DateOf } from '@/components/ui/Time';
import type { ReleaseLine } from '@/server/releases/reading';
import { TEXT } from './text';

export interface CaseHead {
  id: string;
  title: string;
  slug: string;
  kind: string;
  organisation: { slug: string; name: string; example: boolean };
}

const COLUMNS = [
  { key: 'release', head: TEXT.list.columns.release },
  { key: 'state', head: TEXT.list.columns.state },
  { key: 'status', head: TEXT.list.columns.inForce },
  { key: 'frozen', head: TEXT.list.columns.frozen },
  { key: 'digest', head: TEXT.list.columns.digest },
];

function Name(props: { line: ReleaseLine; href: string }) {
  const { line, href } = props;
  return (
    <div className="in">
      <Link className="name" href={href}>
        {TEXT.head(line.number, line.candidate)}
      </Link>
      <span className="sub">{line.title}</span>
    </div>
  );
}

function Line(props: { line: ReleaseLine; base: string }) {
  const { line, base } = props;
  return (
    <tr>
      <td>
        <Name line={line} href={`${base}/${line.id}`} />
      </td>
      <td>
        <StatusOf look={RELEASE_STATE_LOOKS[line.state]} />
      </td>
      <td>
        {line.inForce === null ? (
          <span className="ink3">{TEXT.list.notPublished}</span>
        ) : (
          <TwoLines
            first={
              <InForceStatus
                inForce={line.inForce.holds}
                suspended={line.state === 'suspended'}
                onHold={line.inForce.onHold}
              />
            }
            second={line.inForce.failing[0]}
            hung
          />
        )}
      </td>
      <td className="num ink2">
        <TwoLines first={<DateOf at={line.frozenAt} />} second={line.frozenBy} />
      </td>
      <td>
        <Digest value={line.digest} />
      </td>
    </tr>
  );
}

/** The releases of a case, candidates included, newest first. */
export function ReleaseList(props: {
  owned: CaseHead;
  releases: ReleaseLine[];
  canFreeze: boolean;
  mayReadDraft: boolean;
}) {
  const { owned, releases, canFreeze, mayReadDraft } = props;
  const base = `/orgs/${owned.organisation.slug}/cases/${owned.slug}/releases`;
  const freeze = canFreeze && (
    <LinkButton look="main" href={`${base}/freeze`}>
      {TEXT.list.freeze}
    </LinkButton>
  );
  return (
    <>
      <CaseBar
        title={owned.title}
        example={owned.organisation.example}
        subject={owned.organisation.name}
        tabs={caseTabs(
          { orgSlug: owned.organisation.slug, slug: owned.slug, kind: owned.kind },
          'releases',
          mayReadDraft,
        )}
        acts={freeze}
      />
      <div className="sheetpage">
        {releases.length === 0 ? (
          <EmptyState sentence={canFreeze ? TEXT.list.empty : TEXT.list.emptyOthers} act={freeze} />
        ) : (
          <div className="scroll-x">
            <Ledger caption={TEXT.list.caption} columns={COLUMNS}>
              {releases.map((line) => (
                <Line key={line.id} line={line} base={base} />
              ))}
            </Ledger>
          </div>
        )}
      </div>
    </>
  );
}
